using System.Text;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Stories;
using Throughline.Server.Journal.Tables;

namespace Throughline.Server.Features.Stories.Board;

/// <summary>A card as it is read from the database.</summary>
/// <param name="ColumnKey">The column that it stands in.</param>
sealed record CardRow(
    string? ColumnKey, Guid Id, int Number, string Title, short Status, short Priority, string Labels, Guid? AssigneeId, int TasksOpen, int TasksInProgress,
    int TasksDone, string? Rank, int Version, DateTime CreatedAt, DateTime UpdatedAt)
{
    public const string Columns = """
        s.id, s.number, s.title, s.status, s.priority, s.labels::text AS "Labels", s.assignee_id AS "AssigneeId", s.tasks_open AS "TasksOpen",
        s.tasks_in_progress AS "TasksInProgress", s.tasks_done AS "TasksDone", s.rank, s.version, s.created_at AS "CreatedAt", s.updated_at AS "UpdatedAt"
        """;

    /// <summary>Where it stands, whether somebody put it there or not.</summary>
    public string Place => Rank ?? Domain.Stories.Rank.Of(Number);

    public CardResponse ToResponse() => new(new(Id), Number, Title, (Status)Status, (Priority)Priority, new TaskCounts(TasksOpen, TasksInProgress, TasksDone),
        Version, Instant.FromDateTimeUtc(CreatedAt), Instant.FromDateTimeUtc(UpdatedAt))
    {
        Labels = Labels.Length > 2 ? StoryRows.ReadLabels(Encoding.UTF8.GetBytes(Labels)) : null,
        AssigneeId = AssigneeId is { } assignee ? new UserId(assignee) : null,
        Rank = Rank,
    };
}
