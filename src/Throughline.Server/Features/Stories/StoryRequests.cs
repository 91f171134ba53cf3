using System.ComponentModel.DataAnnotations;
using Throughline.Domain;
using Throughline.Domain.Stories;
using Throughline.Domain.Tasks;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Stories;

/// <summary>A new story.</summary>
public sealed record CreateStoryRequest
{
    /// <summary>The project it is made in; may be left out while there is exactly one.</summary>
    public Optional<ProjectId> ProjectId { get; init; }

    /// <summary>One line, 1 to 500 characters.</summary>
    [StringLength(InputRules.TitleLength, MinimumLength = 1)]
    public required string? Title { get; init; }

    /// <summary>Text, at most 100,000 characters; empty when left out.</summary>
    [StringLength(InputRules.DescriptionLength)]
    public Optional<string?> Description { get; init; }

    /// <summary>Open when left out; its tasks may move it on.</summary>
    public Optional<Status> Status { get; init; }

    /// <summary>None when left out.</summary>
    public Optional<Priority> Priority { get; init; }

    /// <summary>At most 50, each at most 50 characters.</summary>
    public Optional<LabelSet?> Labels { get; init; }

    /// <summary>Whose it is.</summary>
    public Optional<UserId?> AssigneeId { get; init; }

    /// <summary>
    /// What it is called where it came from: one line, 1 to 200 characters. A key that another story of the project has is answered 409.
    /// </summary>
    [StringLength(InputRules.ExternalKeyLength, MinimumLength = 1)]
    public Optional<string?> ExternalKey { get; init; }

    /// <summary>Its first tasks, at most 500.</summary>
    [MaxLength(CreateStory.TaskCount)]
    public Optional<IReadOnlyList<NewTaskRequest>?> Tasks { get; init; }

    public CreateStory ToCommand(ProjectId project, NodaTime.Instant now) => new(
        StoryId.New(now), project, Title ?? "", Description.Or("")!, Status.Or(Domain.Status.Open), Priority.Or(Domain.Priority.None),
        Labels.Or(LabelSet.Empty)!, AssigneeId.Or(null), Tasks.Or([])?.Select((t, i) => ToTask(t, now, i)).ToList()!,
        ExternalKey.IsGiven ? ExternalKey.Value ?? "" : null);

    static NewTask ToTask(NewTaskRequest? task, NodaTime.Instant now, int ordinal) =>
        task?.ToTask(now, ordinal) ?? throw new RefusedException(Refusal.Invalid($"tasks[{ordinal}]", "It is null; a task is expected."));
}

/// <summary>A task of a new story.</summary>
public sealed record NewTaskRequest
{
    /// <summary>One line, 1 to 500 characters.</summary>
    [StringLength(InputRules.TitleLength, MinimumLength = 1)]
    public required string? Title { get; init; }

    /// <summary>Text, at most 100,000 characters; empty when left out.</summary>
    [StringLength(InputRules.DescriptionLength)]
    public Optional<string?> Description { get; init; }

    /// <summary>Open when left out.</summary>
    public Optional<Status> Status { get; init; }

    /// <summary>Seconds; 0 when left out.</summary>
    public Optional<Seconds> Estimate { get; init; }

    /// <summary>Seconds; 0 when left out.</summary>
    public Optional<Seconds> TimeSpent { get; init; }

    public NewTask ToTask(NodaTime.Instant now, int ordinal) => new(
        TaskId.New(now, ordinal), Title ?? "", Description.Or("")!, Status.Or(Domain.Status.Open), Estimate.Or(Seconds.Zero), TimeSpent.Or(Seconds.Zero));
}

/// <summary>What to change on a story; what is left out stays.</summary>
public sealed record EditStoryRequest
{
    /// <summary>One line, 1 to 500 characters.</summary>
    [StringLength(InputRules.TitleLength, MinimumLength = 1)]
    public Optional<string?> Title { get; init; }

    /// <summary>Text, at most 100,000 characters.</summary>
    [StringLength(InputRules.DescriptionLength)]
    public Optional<string?> Description { get; init; }

    /// <summary>
    /// In Progress always; Done while all its tasks are done or with completeTasks; Open while none of its tasks was started.
    /// </summary>
    public Optional<Status> Status { get; init; }

    /// <summary>How much it matters.</summary>
    public Optional<Priority> Priority { get; init; }

    /// <summary>All its labels from now on.</summary>
    public Optional<LabelSet?> Labels { get; init; }

    /// <summary>Whose it is; null: nobody's.</summary>
    public Optional<UserId?> AssigneeId { get; init; }

    /// <summary>With status Done: complete the tasks that are not done yet too.</summary>
    public bool CompleteTasks { get; init; }

    public EditStory ToCommand(StoryId id, int? version) =>
        new(id, Title, Description, Status, Priority, Labels, AssigneeId, CompleteTasks, version);
}
