using Throughline.Chaos.Load;

namespace Throughline.Chaos.Oracle.Rules;

sealed class Acknowledged : IRule
{
    public string Name => "acknowledged";

    public string Promise => "What was acknowledged is in the journal once; what was refused is not; what was never answered is there whole and once, or not at all.";

    public async IAsyncEnumerable<string> BreachesAsync(Evidence evidence)
    {
        var found = new Dictionary<string, List<JournalFact>>(StringComparer.Ordinal);
        JournalFact? before = null;
        foreach (var fact in evidence.Facts)
        {
            if (Marks.Of(fact, before) is { } mark)
            {
                if (!found.TryGetValue(mark, out var facts))
                    found[mark] = facts = [];
                facts.Add(fact);
            }
            before = fact;
        }

        foreach (var operation in evidence.Operations)
        {
            var counts = operation.Marks.Select(m => found.GetValueOrDefault(m)?.Count ?? 0).ToList();
            var isRight = operation.Standing switch
            {
                Standing.Acknowledged => counts.TrueForAll(c => c == 1),
                Standing.Refused => counts.TrueForAll(c => c == 0),
                _ => counts.TrueForAll(c => c == 0) || counts.TrueForAll(c => c == 1),
            };
            if (!isRight)
                yield return $"{operation.Key} is {operation.Standing}, and of [{string.Join("], [", operation.Marks)}] the journal has {string.Join(", ", counts)}";
            else if (operation is { Standing: Standing.Acknowledged, Subject: { } subject, Marks: [var first, ..] } && found[first][0].Subject is var told && told != subject)
                yield return $"{operation.Key} was acknowledged to be about {subject}, and the journal has it about {told}";
        }

        // Nothing comes of nothing: what the journal says was asked for by somebody. (Claims: see one-holder.)
        var asked = evidence.Operations.SelectMany(o => o.Marks).ToHashSet(StringComparer.Ordinal);
        foreach (var (mark, facts) in found)
            if (!asked.Contains(mark) && facts[0].Type != "task.claimed")
                yield return $"nobody asked for [{mark}] at position {facts[0].Position}";
        await Task.CompletedTask;
    }
}
