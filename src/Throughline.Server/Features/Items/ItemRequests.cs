using System.ComponentModel.DataAnnotations;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Items;

namespace Throughline.Server.Features.Items;

/// <summary>A new item.</summary>
public sealed record CreateItemRequest
{
    /// <summary>The project it is recorded in; may be left out while there is exactly one.</summary>
    public ProjectId? ProjectId { get; init; }

    /// <summary>What kind of thing it is: a base item of the project.</summary>
    public required BaseItemId BaseItemId { get; init; }

    /// <summary>What tells it from others of its kind, such as a serial number: one line, 1 to 200 characters.</summary>
    [StringLength(CreateItem.LabelLength, MinimumLength = 1)]
    public string? Label { get; init; }

    /// <summary>When it came to be; now when left out. It may lie in the past.</summary>
    public Instant? CreatedAt { get; init; }

    /// <summary>Who holds it from then on; nobody when left out.</summary>
    public UserId? OwnerId { get; init; }

    internal CreateItem ToCommand(ProjectId project, Instant now) =>
        new(ItemId.New(now), project, BaseItemId, Label, CreatedAt, OwnerId, TransferId.New(now));
}

/// <summary>What to change on an item; what is left out stays.</summary>
public sealed record EditItemRequest
{
    /// <summary>What tells it from others of its kind: one line, at most 200 characters. Empty: nothing does.</summary>
    [StringLength(CreateItem.LabelLength)]
    public Optional<string?> Label { get; init; }
}
