using System.Globalization;
using System.Text.Json;

namespace Throughline.Chaos.Oracle;

/// <summary>
/// What an operation leaves in the journal, as a text that both sides can make: the client before it asks, and the oracle
/// from the facts. Each operation has its key in what it makes, so a mark is there once or not at all.
/// </summary>
static class Marks
{
    public static string StoryCreated(string title) => "story.created " + title;

    public static string StoryEdited(string description) => "story.edited " + description;

    public static string StoryDeleted(string id) => "story.deleted " + id;

    public static string TaskCreated(string title) => "task.created " + title;

    public static string TaskEdited(string description) => "task.edited " + description;

    /// <summary>The move that stands right after the edit of the same request.</summary>
    public static string TaskMoved(string description, string status) => $"task.moved {status} {description}";

    public static string TaskClaimed(string task, int epoch) => Leased("task.claimed", task, epoch);

    public static string TaskCompleted(string task, int epoch) => Leased("task.completed", task, epoch);

    public static string TaskReleased(string task, int epoch) => Leased("task.released", task, epoch);

    /// <param name="before">The fact before it.</param>
    /// <returns>Null: no client asks for such a fact by itself.</returns>
    public static string? Of(JournalFact fact, JournalFact? before) => fact.Type switch
    {
        "story.created" => StoryCreated(fact.Text("title")!),
        "story.edited" => StoryEdited(fact.New("description")!),
        "story.deleted" => StoryDeleted(fact.Subject),
        "task.created" => TaskCreated(fact.Text("title")!),
        "task.edited" => TaskEdited(fact.New("description")!),
        "task.claimed" or "task.released" => Leased(fact.Type, fact.Subject, fact.Epoch),
        "task.completed" when fact.Epoch > 0 => Leased(fact.Type, fact.Subject, fact.Epoch),
        "task.started" or "task.completed" or "task.reopened" or "task.unstarted"
            when before is { Type: "task.edited" } && before.Subject == fact.Subject => TaskMoved(before.New("description")!, fact.New("status")!),
        _ => null,
    };

    static string Leased(string type, string task, int epoch) => string.Create(CultureInfo.InvariantCulture, $"{type} {task} {epoch}");
}

/// <summary>A row of the journal, as it stands in the table.</summary>
sealed record JournalFact(long Position, DateTime At, string Type, string Subject, JsonElement Data)
{
    /// <summary>The epoch of the lease that it moves; 0: of none.</summary>
    public int Epoch => Data.TryGetProperty("lease", out var lease) ? lease.GetProperty("leaseEpoch").GetInt32() : 0;

    public string? Session => Data.TryGetProperty("lease", out var lease) && lease.TryGetProperty("sessionId", out var session) ? session.GetString() : null;

    public string? Text(string member) => Data.TryGetProperty(member, out var value) ? value.GetString() : null;

    public string? New(string member) => Data.TryGetProperty(member, out var changed) ? changed.GetProperty("new").GetString() : null;
}
