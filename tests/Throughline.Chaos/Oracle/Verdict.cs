using System.Diagnostics;
using Npgsql;
using Throughline.Chaos.Load;
using Throughline.Chaos.Trials;

namespace Throughline.Chaos.Oracle;

/// <summary>Lets what follows the journal come to its end, then asks every rule about everything.</summary>
sealed class Verdict(Trial trial, UnderLoad load)
{
    const int Told = 5;
    const string EndSql = "SELECT (SELECT coalesce(max(position), 0) FROM journal), (SELECT coalesce(min(position), 0) FROM followers)";

    /// <summary>Followers and subscribers have this long after the last change.</summary>
    static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(10);

    /// <exception cref="ViolationException">A rule does not hold.</exception>
    public async Task ReachAsync()
    {
        await using var engine = await load.Installation.AttachAsync();
        await CatchUpAsync(engine.DataSource);
        var evidence = await Evidence.GatherAsync(trial, load, engine.DataSource);
        var violations = new List<Violation>();
        foreach (var rule in AllRules.Rules)
        {
            var breaches = 0;
            await foreach (var breach in rule.BreachesAsync(evidence).WithCancellation(trial.Stop))
                if (++breaches <= Told)
                    violations.Add(new Violation(rule.Name, breach));
            if (breaches > Told)
                violations.Add(new Violation(rule.Name, $"… {breaches} in all"));
        }
        if (violations.Count > 0)
            throw new ViolationException(violations);
        var slowest = trial.Readiness.Where(r => r.Counts).Select(r => r.Took.TotalSeconds).DefaultIfEmpty().Max();
        trial.Say($"{trial.Acknowledged} acknowledged, {evidence.Operations.Count(o => o.Standing == Standing.Unknown)} never answered, " +
            $"{evidence.Facts.Count} facts, ready within {slowest:0.0} s");
    }

    // It does not fail here: whoever is behind then is named by the rule that says so.
    async Task CatchUpAsync(NpgsqlDataSource source)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < CatchUp)
        {
            await using var command = source.CreateCommand(EndSql);
            await using var row = await command.ExecuteReaderAsync(trial.Stop);
            await row.ReadAsync(trial.Stop);
            var (end, followed) = (row.GetInt64(0), row.GetInt64(1));
            if (followed == end && load.Subscribers.All(s => s.Last >= end))
                return;
            await Task.Delay(20, trial.Stop);
        }
    }
}
