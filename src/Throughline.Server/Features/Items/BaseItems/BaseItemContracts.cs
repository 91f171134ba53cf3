using System.ComponentModel.DataAnnotations;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Items;

namespace Throughline.Server.Features.Items.BaseItems;

/// <summary>A base item: a kind of thing.</summary>
/// <param name="Id">Identity.</param>
/// <param name="ProjectId">The project it is in.</param>
/// <param name="Description">What it is: one line, 1 to 500 characters.</param>
/// <param name="ItemCount">How many items are of this kind.</param>
/// <param name="Version">Counts what people edit; send it as If-Match.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it was last edited.</param>
public sealed record BaseItemResponse(
    BaseItemId Id, ProjectId ProjectId, string Description, int ItemCount, int Version, Instant CreatedAt, Instant UpdatedAt)
{
    /// <param name="state">Holds the base item.</param>
    public static BaseItemResponse Of(State state, BaseItemId id) => state.BaseItems.Get(id) is var kind
        ? new(id, kind.ProjectId, kind.Description, kind.ItemCount, kind.Version, kind.CreatedAt, kind.UpdatedAt) : null!;
}

/// <summary>A base item as it is read from the database.</summary>
sealed record BaseItemRow(Guid Id, Guid ProjectId, string Description, int ItemCount, int Version, DateTime CreatedAt, DateTime UpdatedAt)
{
    public const string Columns = """
        id, project_id AS "ProjectId", description, item_count AS "ItemCount", version, created_at AS "CreatedAt", updated_at AS "UpdatedAt"
        """;

    public BaseItemResponse ToResponse() =>
        new(new(Id), new(ProjectId), Description, ItemCount, Version, Instant.FromDateTimeUtc(CreatedAt), Instant.FromDateTimeUtc(UpdatedAt));
}

/// <summary>A new base item.</summary>
public sealed record CreateBaseItemRequest
{
    /// <summary>The project it is made in; may be left out while there is exactly one.</summary>
    public ProjectId? ProjectId { get; init; }

    /// <summary>What it is: one line, 1 to 500 characters.</summary>
    [StringLength(InputRules.TitleLength, MinimumLength = 1)]
    public required string? Description { get; init; }

    internal CreateBaseItem ToCommand(ProjectId project, Instant now) => new(BaseItemId.New(now), project, Description ?? "");
}

/// <summary>What to change on a base item; what is left out stays.</summary>
public sealed record EditBaseItemRequest
{
    /// <summary>What it is: one line, 1 to 500 characters.</summary>
    [StringLength(InputRules.TitleLength, MinimumLength = 1)]
    public Optional<string?> Description { get; init; }
}
