using Throughline.Domain;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Stories.Board;

/// <summary>What the columns of a board are by.</summary>
/// <param name="Name">As the API calls it.</param>
/// <param name="Of">A story's column in SQL, as a text; null: none.</param>
/// <param name="Is">The condition in SQL that a story stands in the column c.key; written so that an index serves it where there is one.</param>
/// <param name="Keys">The columns that there always are, by their texts in SQL and the keys that the API shows, in order.</param>
sealed record ColumnKind(string Name, string Of, string Is, IReadOnlyList<(string? Text, string Key)> Keys)
{
    const string None = "none";

    static readonly ColumnKind[] All =
    [
        new("status", "s.status::text", "s.status = c.key::smallint", [.. Words.Statuses.Select((word, i) => ($"{i}", word))]),
        new("priority", "s.priority::text", "s.priority = c.key::smallint", [.. Words.Priorities.Select((word, i) => ((string?)$"{i}", word)).Reverse()]),
        // Nobody's come first: they are what somebody has to take.
        new("assignee", "s.assignee_id::text", "s.assignee_id IS NOT DISTINCT FROM c.key::uuid", [(null, None)]),
    ];

    public static ColumnKind Named(string? name) => name is null ? All[0] : Array.Find(All, k => k.Name == name)
        ?? throw new RefusedException(Refusal.Invalid("columns", $"It is one of: {string.Join(", ", All.Select(k => k.Name))}."));

    /// <summary>The key of a column by its text in SQL.</summary>
    public string KeyOf(string? text) => Keys.FirstOrDefault(k => k.Text == text).Key ?? text ?? None;

    /// <summary>The text in SQL of the column asked for.</summary>
    public string? TextOf(string key)
    {
        foreach (var known in Keys)
            if (known.Key == key)
                return known.Text;
        return Name == "assignee" && Ids.TryParse<UserId>(key, out var user) ? user.Value.ToString("D")
            : throw new RefusedException(Refusal.Invalid("column", "The board has no such column."));
    }
}
