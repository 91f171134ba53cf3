using System.Text.RegularExpressions;
using Bogus;

namespace Throughline.Server.Features.Simulation.Content;

/// <summary>Fills the patterns of one story with words. A word that is used twice in the story is the same word, so that it is about something.</summary>
sealed partial class Texts(Randomizer random, Area area)
{
    readonly Dictionary<string, string> _chosen = new(StringComparer.Ordinal);

    public (string Title, string Kind) Title()
    {
        var kind = random.WeightedRandom([.. Phrases.Kinds.Select(k => k.Kind)], [.. Phrases.Kinds.Select(k => k.Weight)]);
        return (Fill(random.ArrayElement(TitlesOf(kind))), kind);
    }

    /// <summary>One to three sentences.</summary>
    public string Description() =>
        string.Join(' ', Phrases.Sentences.Take(random.Int(1, Phrases.Sentences.Length)).Select(choice => Fill(random.ArrayElement(choice))));

    /// <summary>So many tasks, in the order in which one would do them. When there are more than steps known, they come in parts.</summary>
    public IEnumerable<string> Steps(string kind, int count)
    {
        var known = Phrases.Kinds.Single(k => k.Kind == kind).Steps;
        var (rounds, rest) = Math.DivRem(count, known.Length);
        var extra = random.ArrayElements(Enumerable.Range(0, known.Length).ToArray(), rest).ToHashSet();
        for (var step = 0; step < known.Length; step++)
        {
            var parts = rounds + (extra.Contains(step) ? 1 : 0);
            for (var part = 1; part <= parts; part++)
                yield return parts == 1 ? Fill(known[step]) : $"{Fill(known[step])}, part {part}";
        }
    }

    static string[] TitlesOf(string kind) => Phrases.Kinds.Single(k => k.Kind == kind).Titles;

    string Fill(string pattern) => Word().Replace(pattern, match =>
    {
        var name = match.Groups["name"].Value;
        var word = Choose(name.ToLowerInvariant());
        return char.IsUpper(name[0]) ? char.ToUpperInvariant(word[0]) + word[1..] : word;
    });

    string Choose(string name)
    {
        if (_chosen.TryGetValue(name, out var word))
            return word;
        var words = name switch
        {
            "things" => area.Things,
            "component" => area.Components,
            "people" => area.People,
            _ => Vocabulary.Words[name],
        };
        return _chosen[name] = random.ArrayElement(words);
    }

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
