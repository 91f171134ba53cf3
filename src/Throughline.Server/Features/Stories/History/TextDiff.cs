using System.Buffers;
using System.Text.RegularExpressions;
using DiffPlex;
using DiffPlex.Model;

namespace Throughline.Server.Features.Stories.History;

/// <summary>How one text became another, in parts that can be read: words where that is short, lines or the whole where it is not.</summary>
static partial class TextDiff
{
    /// <summary>Beyond so many pieces on either side the work grows faster than what a reader gets of it.</summary>
    const int MostPieces = 1000;

    /// <summary>So much of what did not change is shown around what did.</summary>
    const int Context = 60;

    /// <summary>No part is longer: what was written anew from one end to the other is not read here.</summary>
    const int LongestPart = 2000;

    static readonly SearchValues<char> Blanks = SearchValues.Create([' ', '\n', '\t']);

    public static IReadOnlyList<TextPart> Of(string before, string after)
    {
        var (start, end) = (CommonStart(before, after), 0);
        end = CommonEnd(before, after, start);
        var (old, now) = (before[start..^end], after[start..^end]);
        var parts = new List<TextPart>();
        Add(parts, TextPartKind.Same, before[..start]);
        foreach (var part in Middle(old, now))
            Add(parts, part.Kind, part.Text);
        Add(parts, TextPartKind.Same, end == 0 ? "" : before[^end..]);
        return [.. Shorten(parts)];
    }

    static List<TextPart> Middle(string old, string now)
    {
        if (old.Length == 0 || now.Length == 0)
            return Whole(old, now);
        foreach (var pieces in (Func<string, string[]>[])[Words, Lines])
            if (pieces(old).Length <= MostPieces && pieces(now).Length <= MostPieces)
                return Parts(new Differ().CreateCustomDiffs(old, now, ignoreWhiteSpace: false, pieces));
        return Whole(old, now);
    }

    static List<TextPart> Whole(string old, string now) => [new(TextPartKind.Removed, old), new(TextPartKind.Added, now)];

    static List<TextPart> Parts(DiffResult diff)
    {
        var parts = new List<TextPart>();
        var at = 0;
        var (removed, added) = ("", "");
        foreach (var block in diff.DiffBlocks)
        {
            var same = Text(diff.PiecesOld, at, block.DeleteStartA);
            // A blank between two changes is read as a part of them, or every word of a new sentence would stand alone.
            if (removed.Length + added.Length > 0 && string.IsNullOrWhiteSpace(same))
                (removed, added) = (removed + same, added + same);
            else
            {
                Flush();
                parts.Add(new(TextPartKind.Same, same));
            }
            removed += Text(diff.PiecesOld, block.DeleteStartA, block.DeleteStartA + block.DeleteCountA);
            added += Text(diff.PiecesNew, block.InsertStartB, block.InsertStartB + block.InsertCountB);
            at = block.DeleteStartA + block.DeleteCountA;
        }
        Flush();
        parts.Add(new(TextPartKind.Same, Text(diff.PiecesOld, at, diff.PiecesOld.Length)));
        return parts;

        void Flush()
        {
            if (removed.Length + added.Length > 0)
                parts.AddRange(Whole(removed, added));
            (removed, added) = ("", "");
        }
    }

    static void Add(List<TextPart> parts, TextPartKind kind, string text)
    {
        if (text.Length == 0)
            return;
        if (parts.Count > 0 && parts[^1].Kind == kind)
            parts[^1] = new(kind, parts[^1].Text + text);
        else
            parts.Add(new(kind, text));
    }

    static IEnumerable<TextPart> Shorten(List<TextPart> parts)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            var (kind, text) = parts[i];
            if (kind != TextPartKind.Same)
            {
                yield return new(kind, Cut(text, LongestPart));
                if (text.Length > LongestPart)
                    yield return new(TextPartKind.LeftOut, "");
                continue;
            }
            var (head, tail) = (i == 0 ? 0 : Context, i == parts.Count - 1 ? 0 : Context);
            if (text.Length <= head + tail + Context)
            {
                yield return new(kind, text);
                continue;
            }
            if (head > 0)
                yield return new(kind, text[..LastBlank(text, head)]);
            yield return new(TextPartKind.LeftOut, "");
            if (tail > 0)
                yield return new(kind, text[FirstBlank(text, text.Length - tail)..]);
        }
    }

    // Between words, where there are any: half a word says something else.
    static int LastBlank(string text, int before)
    {
        var at = text.AsSpan(0, before).LastIndexOfAny(Blanks);
        return at > before / 2 ? at : Cut(text, before).Length;
    }

    static int FirstBlank(string text, int from)
    {
        var at = text.AsSpan(from).IndexOfAny(Blanks);
        return at >= 0 && at < (text.Length - from) / 2 ? from + at : char.IsLowSurrogate(text[from]) ? from + 1 : from;
    }

    static string Cut(string text, int length) => text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    // Only whole words are common: what was made longer by a letter is another word.
    static int CommonStart(string before, string after)
    {
        var length = before.AsSpan().CommonPrefixLength(after);
        while (length > 0 && (length < before.Length || length < after.Length) && !char.IsWhiteSpace(before[length - 1]))
            length--;
        return length;
    }

    static int CommonEnd(string before, string after, int start)
    {
        var most = Math.Min(before.Length, after.Length) - start;
        var length = 0;
        while (length < most && before[^(length + 1)] == after[^(length + 1)])
            length++;
        while (length > 0 && !char.IsWhiteSpace(before[^length]))
            length--;
        return length;
    }

    static string Text(string[] pieces, int from, int to) => string.Concat(pieces.AsSpan(from, to - from));

    static string[] Words(string text) => [.. Word().EnumerateMatches(text).ToTexts(text)];

    static string[] Lines(string text) => [.. Line().EnumerateMatches(text).ToTexts(text)];

    static List<string> ToTexts(this Regex.ValueMatchEnumerator matches, string text)
    {
        var found = new List<string>();
        foreach (var match in matches)
            found.Add(text.Substring(match.Index, match.Length));
        return found;
    }

    [GeneratedRegex(@"[\uD800-\uDBFF][\uDC00-\uDFFF]|[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@"[^\n]*\n|[^\n]+", RegexOptions.NonBacktracking)]
    private static partial Regex Line();
}
