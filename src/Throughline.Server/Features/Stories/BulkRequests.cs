using System.ComponentModel.DataAnnotations;
using Throughline.Domain;
using Throughline.Domain.Stories;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Stories;

/// <summary>What to do with many stories.</summary>
public sealed record BulkRequest
{
    /// <summary>The stories, at most 1,000; left out with all.</summary>
    [MaxLength(EditStories.StoryCount)]
    public IReadOnlyList<ChosenStory?>? Stories { get; init; }

    /// <summary>Instead of stories: all that the request's query parameters take, those of the list. More than 1,000 are answered 409.</summary>
    public bool All { get; init; }

    /// <summary>What to change on each; left out with delete.</summary>
    public BulkEditRequest? Edit { get; init; }

    /// <summary>Instead of edit: delete them, with their tasks.</summary>
    public bool Delete { get; init; }

    /// <summary>Change nothing; the answer names the stories and their versions.</summary>
    public bool DryRun { get; init; }
}

/// <summary>A story that was chosen.</summary>
public sealed record ChosenStory
{
    /// <summary>Which one.</summary>
    public required StoryId Id { get; init; }

    /// <summary>The version it was seen at: a story that was changed since is left as it is. Left out: whichever is current.</summary>
    public int? Version { get; init; }
}

/// <summary>What to change on each of many stories; what is left out stays.</summary>
public sealed record BulkEditRequest
{
    /// <summary>As for one story: what its tasks forbid is refused for that story alone.</summary>
    public Optional<Status> Status { get; init; }

    /// <summary>How much they matter.</summary>
    public Optional<Priority> Priority { get; init; }

    /// <summary>Whose they are; null: nobody's.</summary>
    public Optional<UserId?> AssigneeId { get; init; }

    /// <summary>Labels that they have from now on, besides their own.</summary>
    public Optional<LabelSet?> AddLabels { get; init; }

    /// <summary>Labels that they don't have from now on.</summary>
    public Optional<LabelSet?> RemoveLabels { get; init; }

    /// <summary>With status Done: complete the tasks that are not done yet too.</summary>
    public bool CompleteTasks { get; init; }

    internal EditStories ToCommand() =>
        new(Status, Priority, AssigneeId, Given("addLabels", AddLabels), Given("removeLabels", RemoveLabels), CompleteTasks);

    static LabelSet Given(string field, Optional<LabelSet?> labels) => !labels.IsGiven ? LabelSet.Empty
        : labels.Value ?? throw new RefusedException(Refusal.Invalid(field, "It can't be null; leave it out or send an empty array."));
}

/// <summary>Which change of one's own is taken back: its answer named its facts.</summary>
/// <param name="From">Position of its first fact.</param>
/// <param name="To">Position of its last fact.</param>
public sealed record UndoRequest(long From, long To);

/// <summary>What became of many stories in one commit.</summary>
/// <param name="Count">How many were chosen.</param>
/// <param name="Changed">How many are another than before.</param>
/// <param name="From">Position of the first fact; null: nothing changed.</param>
/// <param name="To">Position of the last fact: both together name the change, so that it can be taken back.</param>
/// <param name="Left">Those that were refused, or of which something was left as it is.</param>
/// <param name="Stories">With dryRun: the stories that were chosen.</param>
public sealed record BulkAnswer(int Count, int Changed, long? From, long? To, IReadOnlyList<LeftStory> Left, IReadOnlyList<ChosenStory>? Stories = null);

/// <summary>A story that is not as it was asked for.</summary>
/// <param name="Id">Which one.</param>
/// <param name="Key">What people call it; null: it is not there.</param>
/// <param name="Status">What the HTTP status would be for it alone.</param>
/// <param name="Type">The problem's type.</param>
/// <param name="Detail">What happened.</param>
/// <param name="Fields">The fields that were left, where it is not the whole story.</param>
public sealed record LeftStory(StoryId Id, string? Key, int Status, string Type, string Detail, IReadOnlyList<string>? Fields = null);
