using System.ComponentModel.DataAnnotations;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Tasks;

namespace Throughline.Server.Features.Tasks;

/// <summary>A new task.</summary>
public sealed record AddTaskRequest
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

    public AddTask ToCommand(StoryId story, Instant now) => new(story, new NewTask(TaskId.New(now), Title ?? "", Description.Or("")!,
        Status.Or(Domain.Status.Open), Estimate.Or(Seconds.Zero), TimeSpent.Or(Seconds.Zero)));
}

/// <summary>What to change on a task; what is left out stays.</summary>
public sealed record EditTaskRequest
{
    /// <summary>One line, 1 to 500 characters.</summary>
    [StringLength(InputRules.TitleLength, MinimumLength = 1)]
    public Optional<string?> Title { get; init; }

    /// <summary>Text, at most 100,000 characters.</summary>
    [StringLength(InputRules.DescriptionLength)]
    public Optional<string?> Description { get; init; }

    /// <summary>The story's status follows.</summary>
    public Optional<Status> Status { get; init; }

    /// <summary>Seconds.</summary>
    public Optional<Seconds> Estimate { get; init; }

    /// <summary>Seconds.</summary>
    public Optional<Seconds> TimeSpent { get; init; }

    public EditTask ToCommand(TaskId id, int? version) => new(id, Title, Description, Status, Estimate, TimeSpent, version);
}
