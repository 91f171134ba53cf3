using System.Text.Json.Serialization;
using Throughline.Domain.Queries;

namespace Throughline.Server.Features.Stories.Filtering;

/// <summary>Where the words that were looked for stand, as places in the texts as they are: nothing is marked up.</summary>
/// <param name="Title">In the title.</param>
/// <param name="Description">In the description: the first ones.</param>
public sealed record StoryMatches(IReadOnlyList<TextPlace> Title, IReadOnlyList<TextPlace> Description)
{
    const int Most = 20;
    const int LongestRead = 20_000;

    /// <returns>Null: no words are looked for.</returns>
    internal static StoryMatches? Of(Filter filter, string title, string description)
    {
        var wanted = filter.Clauses.Where(c => c is { Not: false, Field: Field.Text or Field.Title }).ToList();
        return wanted.Count == 0 ? null : new StoryMatches(
            Places(title, wanted),
            Places(description.Length > LongestRead ? description[..LongestRead] : description, wanted.Where(c => c.Field == Field.Text)));
    }

    static List<TextPlace> Places(string text, IEnumerable<Clause> wanted)
    {
        var words = SearchWords.Of(text);
        var found = new SortedDictionary<int, TextPlace>();
        foreach (var value in wanted.Select(c => (TextValue)c.Values[0]))
        {
            var row = SearchWords.Of(value.Text);
            for (var at = 0; at + row.Count <= words.Count && found.Count < Most; at++)
                if (IsAt(words, at, row, value.IsExact))
                {
                    var (start, last) = (words[at].Offset, words[at + row.Count - 1]);
                    found[start] = new TextPlace(start, Math.Max(last.Offset + last.Length - start, found.GetValueOrDefault(start)?.Length ?? 0));
                }
        }
        return [.. found.Values];
    }

    static bool IsAt(List<SearchWord> words, int at, List<SearchWord> row, bool isExact)
    {
        for (var i = 0; i < row.Count; i++)
            if (i == row.Count - 1 && !isExact ? !words[at + i].Word.StartsWith(row[i].Word, StringComparison.Ordinal) : words[at + i].Word != row[i].Word)
                return false;
        return true;
    }
}

/// <summary>A part of a text.</summary>
/// <param name="Offset">UTF-16 code units before it.</param>
/// <param name="Length">UTF-16 code units of it.</param>
public sealed record TextPlace(int Offset, int Length);
