using Throughline.Domain;

namespace Throughline.Server.Edge.Contracts;

/// <summary>Query parameters read strictly.</summary>
public static class Queries
{
    public const int TextLength = 200;

    public static Status? Status(string? word) => word is null ? null
        : Words.TryParse(word, out Status status) ? status
        : throw new RefusedException(Refusal.Invalid("status", $"It is one of: {string.Join(", ", Words.Statuses)}."));

    public static TId? Id<TId>(string field, string? text) where TId : struct, IId<TId> => text is null ? null
        : Ids.TryParse<TId>(text, out var id) ? id
        : throw new RefusedException(Refusal.Invalid(field, "It is not an id: 36 characters."));

    /// <summary>An id in a path. What is not an id names nothing.</summary>
    public static TId PathId<TId>(string noun, string text) where TId : struct, IId<TId> =>
        Ids.TryParse<TId>(text, out var id) ? id : throw new RefusedException(Refusal.NotFound(noun));

    /// <summary>A text to look for, as a LIKE pattern that finds it anywhere.</summary>
    public static string? Contains(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (text.Length > TextLength || text.Contains('\0', StringComparison.Ordinal))
            throw new RefusedException(Refusal.Invalid("text", $"It is at most {TextLength} characters, without NUL."));
        return string.Concat("%", text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal), "%");
    }

    /// <summary>One line of text, as the rule for it in bodies has it.</summary>
    public static string? Line(string field, string? text, int longest)
    {
        var rules = new InputRules();
        if (text is not null)
            rules.Line(field, text, longest);
        return rules.Refusal is { } refusal ? throw new RefusedException(refusal) : text;
    }

    public static string Sort(string? sort, IReadOnlyCollection<string> known, string usual) => sort is null ? usual
        : known.Contains(sort) ? sort
        : throw new RefusedException(Refusal.Invalid("sort", $"It is one of: {string.Join(", ", known)}."));
}
