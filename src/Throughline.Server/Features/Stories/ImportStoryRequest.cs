using System.ComponentModel.DataAnnotations;
using Throughline.Domain;
using Throughline.Domain.Stories;

namespace Throughline.Server.Features.Stories;

/// <summary>A story from elsewhere. Of a known story what is left out stays.</summary>
public sealed record ImportStoryRequest
{
    /// <summary>What it is called where it comes from: one line, 1 to 200 characters.</summary>
    [StringLength(InputRules.ExternalKeyLength, MinimumLength = 1)]
    public required string? ExternalKey { get; init; }

    /// <summary>One line, 1 to 500 characters.</summary>
    [StringLength(InputRules.TitleLength, MinimumLength = 1)]
    public required string? Title { get; init; }

    /// <summary>Text, at most 100,000 characters.</summary>
    [StringLength(InputRules.DescriptionLength)]
    public Optional<string?> Description { get; init; }

    /// <summary>Where a new story stands; Open when left out. A known story's status follows its tasks.</summary>
    public Optional<Status> Status { get; init; }

    /// <summary>How much it matters.</summary>
    public Optional<Priority> Priority { get; init; }

    /// <summary>All its labels from now on.</summary>
    public Optional<LabelSet?> Labels { get; init; }

    /// <summary>
    /// Seconds. When it is given a new story gets one task with it, and of a known story the first task has it from now on. Null: it is
    /// not known, so a new story's task has 0 and a known story's tasks stay as they are.
    /// </summary>
    public Optional<Seconds?> Estimate { get; init; }

    public ImportStory ToCommand(ProjectId project, NodaTime.Instant now) => new(
        StoryId.New(now), TaskId.New(now), project, ExternalKey ?? "", Title ?? "", Description, Status, Priority, Labels, Estimate);
}
