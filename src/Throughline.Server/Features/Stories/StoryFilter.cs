using Dapper;
using Throughline.Domain;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Stories;

/// <summary>Which of a project's stories are meant, as query parameters: the same wherever stories are listed, counted or changed.</summary>
public sealed class StoryFilter
{
    const string Nobody = "none";

    public string? ProjectId { get; init; }

    public string? Filter { get; init; }

    public string? Zone { get; init; }

    public string? Status { get; init; }

    public string? Text { get; init; }

    public string? ExternalKey { get; init; }

    /// <summary>An id, or "none".</summary>
    public string? Assignee { get; init; }

    public string? Label { get; init; }

    internal ProjectId? Project => Queries.Id<ProjectId>("projectId", ProjectId);

    /// <summary>The conditions of all but the filter on the table by the name s; their values become parameters.</summary>
    internal List<string> Conditions(DynamicParameters parameters)
    {
        List<string> all = [];
        if (Queries.Status(Status) is { } status)
            Add("s.status = @status", "status", (short)status);
        if (Queries.Contains(Text) is { } text)
            Add("(s.title ILIKE @text OR s.description ILIKE @text OR s.number::text LIKE @text)", "text", text);
        if (Queries.Line("externalKey", ExternalKey, InputRules.ExternalKeyLength) is { } key)
            Add("s.external_key = @externalKey", "externalKey", key);
        if (Assignee == Nobody)
            all.Add("s.assignee_id IS NULL");
        else if (Queries.Id<UserId>("assignee", Assignee) is { } assignee)
            Add("s.assignee_id = @assignee", "assignee", assignee.Value);
        if (Label == "")
            all.Add("s.labels = '[]'");
        else if (Queries.Line("label", Label, InputRules.LabelLength) is { } label)
            Add("s.labels ? @label", "label", label);
        return all;

        void Add(string condition, string name, object value)
        {
            all.Add(condition);
            parameters.Add(name, value);
        }
    }
}
