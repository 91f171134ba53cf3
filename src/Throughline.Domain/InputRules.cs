using System.Buffers;

namespace Throughline.Domain;

/// <summary>Collects what is wrong with an input, field by field, so that a caller learns everything at once.</summary>
public sealed class InputRules
{
    public const int TitleLength = 500;
    public const int DescriptionLength = 100_000;
    public const int LabelLength = 50;
    public const int LabelCount = 50;
    public const int ExternalKeyLength = 200;

    // With the separators that break a line though they are not control characters.
    static readonly SearchValues<char> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(c => (char)c).Where(char.IsControl), '\u2028', '\u2029']);

    Dictionary<string, List<string>>? _errors;

    /// <summary>The refusal to answer with, or null when all is well.</summary>
    public Refusal? Refusal => _errors is null ? null : new(RefusalKind.Invalid, "invalid-input", "The input breaks a rule.")
    {
        Errors = _errors.ToDictionary(e => e.Key, e => e.Value.ToArray(), StringComparer.Ordinal),
    };

    public void Add(string field, string error)
    {
        _errors ??= new(StringComparer.Ordinal);
        if (!_errors.TryGetValue(field, out var list))
            _errors[field] = list = [];
        list.Add(error);
    }

    /// <summary>One line of text: 1 to <paramref name="longest"/> characters, no control characters, something to read.</summary>
    public void Line(string field, string? text, int longest = TitleLength)
    {
        if (string.IsNullOrWhiteSpace(text))
            Add(field, "It is required and can't be blank.");
        else if (text.Length > longest)
            Add(field, $"It has {text.Length} characters; at most {longest} are taken.");
        else if (text.AsSpan().ContainsAny(Controls))
            Add(field, "It has a control character or a line break; it is one line of text.");
        else
            WellFormed(field, text);
    }

    /// <summary>Text of many lines, perhaps empty: at most <paramref name="longest"/> characters, no NUL.</summary>
    public void Body(string field, string? text, int longest = DescriptionLength)
    {
        if (text is null)
            Add(field, "It can't be null; leave it out or send an empty text.");
        else if (text.Length > longest)
            Add(field, $"It has {text.Length} characters; at most {longest} are taken.");
        else if (text.Contains('\0', StringComparison.Ordinal))
            Add(field, "It has a NUL character, which no text can keep.");
        else
            WellFormed(field, text);
    }

    public void Labels(string field, IReadOnlyList<string>? labels)
    {
        if (labels is null)
            Add(field, "It can't be null; leave it out or send an empty array.");
        else if (labels.Count > LabelCount)
            Add(field, $"There are {labels.Count} labels; at most {LabelCount} are taken.");
        else
            for (var i = 0; i < labels.Count; i++)
                Line($"{field}[{i}]", labels[i], LabelLength);
    }

    public void Duration(string field, Seconds seconds)
    {
        if (!seconds.IsSane)
            Add(field, $"It is a number of seconds from 0 to {Seconds.Longest}.");
    }

    public void Range(string field, long value, long least, long most)
    {
        if (value < least || value > most)
            Add(field, $"It is a whole number from {least} to {most}.");
    }

    // A surrogate without its partner can't be written as UTF-8 and would come back as another text.
    void WellFormed(string field, string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                Add(field, $"Character {i + 1} is half of a surrogate pair.");
                return;
            }
            i++;
        }
    }
}
