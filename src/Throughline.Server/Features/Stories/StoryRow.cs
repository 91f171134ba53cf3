using System.Text;
using Dapper;
using NodaTime;
using Throughline.Domain;
using Throughline.Server.Journal.Tables;

namespace Throughline.Server.Features.Stories;

/// <summary>A story as it is read from the database.</summary>
[method: ExplicitConstructor]
sealed record StoryRow(
    Guid Id, Guid ProjectId, int Number, short Status, short Priority, int Version, int TasksOpen, int TasksInProgress, int TasksDone,
    DateTime CreatedAt, DateTime UpdatedAt, Guid? AssigneeId, string? ExternalKey, string Title, string Description, string Labels,
    string? Rank, Guid[] Tasks)
{
    public const string Columns = """
        s.id, s.project_id AS "ProjectId", s.number, s.status, s.priority, s.version, s.tasks_open AS "TasksOpen",
        s.tasks_in_progress AS "TasksInProgress", s.tasks_done AS "TasksDone", s.created_at AS "CreatedAt", s.updated_at AS "UpdatedAt",
        s.assignee_id AS "AssigneeId", s.external_key AS "ExternalKey", s.title, s.description, s.labels::text AS "Labels", s.rank,
        ARRAY (SELECT t.id FROM tasks t WHERE t.story_id = s.id ORDER BY t.id) AS "Tasks"
        """;

    public StoryResponse ToResponse(string projectKey) => new(new(Id), new(ProjectId), $"{projectKey}-{Number}", ExternalKey, Title,
        Description, (Status)Status, (Priority)Priority, StoryRows.ReadLabels(Encoding.UTF8.GetBytes(Labels)),
        AssigneeId is { } assignee ? new UserId(assignee) : null, Array.ConvertAll(Tasks, TaskId.Of),
        new(TasksOpen, TasksInProgress, TasksDone), Rank, Version, Instant.FromDateTimeUtc(CreatedAt), Instant.FromDateTimeUtc(UpdatedAt));
}
