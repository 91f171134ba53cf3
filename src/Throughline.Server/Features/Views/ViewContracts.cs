using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Json;
using Throughline.Domain.Views;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Views;

/// <summary>A saved view.</summary>
/// <param name="Id">Identity.</param>
/// <param name="ProjectId">The project that it is of; null: of each that its owner sees.</param>
/// <param name="IsShared">Whether everybody in the project sees it; false: whoever asks does, and nobody else.</param>
/// <param name="Name">What it is called: one line, 1 to 100 characters.</param>
/// <param name="State">Which stories it shows, and how.</param>
/// <param name="Version">Counts what people edit; send it as If-Match.</param>
/// <param name="CreatedAt">When it was saved, or shared.</param>
/// <param name="UpdatedAt">When it was last edited.</param>
public sealed record ViewResponse(ViewId Id, ProjectId? ProjectId, bool IsShared, string Name, ViewState State, int Version, Instant CreatedAt, Instant UpdatedAt)
{
    public static ViewResponse Of(View view) => new(view.Id, view.ProjectId, view.IsShared, view.Name, view.State, view.Version, view.CreatedAt, view.UpdatedAt);
}

/// <summary>A new view.</summary>
public sealed record CreateViewRequest
{
    /// <summary>The project that it is of; null: of each that its owner sees, which one that is shared can't be.</summary>
    public ProjectId? ProjectId { get; init; }

    /// <summary>Whether everybody in the project sees it.</summary>
    public bool IsShared { get; init; }

    /// <summary>What it is called: one line, 1 to 100 characters.</summary>
    [StringLength(View.NameLength, MinimumLength = 1)]
    public required string? Name { get; init; }

    /// <summary>Which stories it shows, and how.</summary>
    public required ViewStateRequest? State { get; init; }
}

/// <summary>What to change on a view; what is left out stays.</summary>
public sealed record EditViewRequest
{
    /// <summary>The project that it is of; null: of each that its owner sees. A view that is shared stays in its project.</summary>
    public Optional<ProjectId?> ProjectId { get; init; }

    /// <summary>Whether everybody in the project sees it. Who takes a shared view back has it alone.</summary>
    public Optional<bool> IsShared { get; init; }

    /// <summary>What it is called: one line, 1 to 100 characters.</summary>
    [StringLength(View.NameLength, MinimumLength = 1)]
    public Optional<string?> Name { get; init; }

    /// <summary>Which stories it shows, and how: all of it from now on.</summary>
    public Optional<ViewStateRequest?> State { get; init; }
}

/// <summary>Which stories a view shows, and how. What is left out or null is as usual.</summary>
public sealed record ViewStateRequest
{
    /// <summary>The list of stories, or the board.</summary>
    public required ViewPage Page { get; init; }

    /// <summary>Which stories, in the grammar of filters; it is kept as it is printed. At most 1,000 characters.</summary>
    [StringLength(Domain.Queries.Filter.Longest)]
    public string? Filter { get; init; }

    /// <summary>In the list: created, updated, priority, title, status or assignee; with - in front: descending.</summary>
    public string? Sort { get; init; }

    /// <summary>In the list: status, assignee or label.</summary>
    public string? Group { get; init; }

    /// <summary>On the board: status, assignee or priority.</summary>
    public string? Columns { get; init; }

    /// <summary>On the board: assignee, priority or label.</summary>
    public string? Lanes { get; init; }

    internal ViewState ToState() => new(Page, Filter ?? "", Sort, Group, Columns, Lanes);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(ViewResponse))]
[JsonSerializable(typeof(Page<ViewResponse>))]
[JsonSerializable(typeof(CreateViewRequest))]
[JsonSerializable(typeof(EditViewRequest))]
[JsonSerializable(typeof(ViewStateRequest))]
sealed partial class ViewsJson : JsonSerializerContext;
