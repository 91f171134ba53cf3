namespace Throughline.Bench.Runs;

/// <summary>What all sides did in all rounds, and the rows that follow from it.</summary>
sealed class Rounds(IReadOnlyDictionary<Side, List<Sample>> samples)
{
    public IReadOnlyList<Sample> this[Side side] => samples[side];

    public Spread Of(Side side, Figure figure) => Spread.Of(samples[side].Select(sample => sample.Figures[figure]));

    /// <summary>Ours against another's: the ratio is made round by round, of what ran one right after the other.</summary>
    public Row Compare(Figure figure, Side ours, Side other, Goal? goal = null, string? note = null)
    {
        var ratio = Spread.Of(samples[ours].Zip(samples[other], (a, b) => a.Figures[figure] / b.Figures[figure]));
        return Judged(new Row($"{figure.Name}, against {other.Name}", Shown(ours, figure), Shown(other, figure), ratio, goal?.Text ?? "–", Verdict.None)
        {
            Rounds = this,
            Sides = [ours, other],
            Cpu = $"{Cpu(ours)} / {Cpu(other)}",
            Note = note,
        }, goal, ratio.Median);
    }

    /// <summary>A figure of ours that stands for itself.</summary>
    public Row Judge(Figure figure, Side ours, Goal? goal = null, string? note = null) =>
        Judged(new Row(figure.Name, Shown(ours, figure), "–", null, goal?.Text ?? "–", Verdict.None)
        {
            Rounds = this,
            Sides = [ours],
            Cpu = Cpu(ours),
            Note = note,
        }, goal, Of(ours, figure).Median);

    Row Judged(Row row, Goal? goal, double value)
    {
        var all = row.Sides.SelectMany(side => samples[side].Select(sample => (side, sample))).ToList();
        var failed = all.Sum(one => one.sample.Failed);
        var why = all.Where(one => one.sample.Void is not null).Select(one => $"{one.side.Name}: {one.sample.Void}")
            .Concat(failed > 0 ? [$"{failed} failed or were answered otherwise than with 2xx"] : []).Distinct().ToList();
        if (why.Count > 0) return row with { Verdict = Verdict.Void, Note = string.Join("; ", why) };
        return goal is null ? row : row with { Verdict = goal.IsMetBy(value) ? Verdict.Met : Verdict.NotMet };
    }

    string Shown(Side side, Figure figure)
    {
        var spread = Of(side, figure);
        return figure.Show(spread.Median);
    }

    string Cpu(Side side)
    {
        var measured = samples[side].Where(sample => sample.CpuSeconds is not null).ToList();
        return measured.Count == 0
            ? "–"
            : $"{Figure.Number(Spread.Of(measured.Select(s => s.CpuSeconds!.Value)).Median)} s in {Figure.Number(Spread.Of(measured.Select(s => s.Seconds)).Median)} s";
    }
}
