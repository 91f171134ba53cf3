namespace Throughline.Server.Cli.Import.Reading;

/// <summary>What a column can say about a story.</summary>
public enum StoryField
{
    Key,
    Title,
    Description,
    Points,
    Estimate,
    Priority,
    Labels,
    Status,
}

/// <summary>The fields' names, and the column names that are understood without being told.</summary>
public static class StoryFields
{
    // In the order of preference: a tracker's export has both its key and its internal id.
    static readonly (StoryField Field, string[] Columns)[] Known =
    [
        (StoryField.Key, ["externalkey", "issuekey", "storykey", "key", "issueid", "storyid", "id"]),
        (StoryField.Title, ["title", "summary", "subject", "name"]),
        (StoryField.Description, ["description", "body", "details"]),
        (StoryField.Points, ["storypoint", "storypoints", "customfieldstorypoints", "points"]),
        (StoryField.Estimate, ["estimate", "originalestimate"]),
        (StoryField.Priority, ["priority"]),
        (StoryField.Labels, ["labels", "label", "tags"]),
        (StoryField.Status, ["status", "state"]),
    ];

    public static string Names { get; } = string.Join(", ", Enum.GetValues<StoryField>().Select(NameOf));

    public static string NameOf(StoryField field) => field.ToString().ToLowerInvariant();

    public static StoryField? Parse(string name) =>
        Enum.GetValues<StoryField>().Cast<StoryField?>().FirstOrDefault(f => string.Equals(NameOf(f!.Value), name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The column whose name says this field best; -1: none.</summary>
    public static int Recognise(StoryField field, IReadOnlyList<string> headers)
    {
        var plain = headers.Select(Plain).ToList();
        return Known.Single(k => k.Field == field).Columns.Select(name => plain.IndexOf(name)).FirstOrDefault(at => at >= 0, -1);
    }

    // "Issue key", "issue_key" and "IssueKey" are one name.
    static string Plain(string header) => string.Concat(header.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
