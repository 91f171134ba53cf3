using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Json;
using Throughline.Domain.Projects;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Projects;

/// <summary>A project as the API shows it.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Key">2 to 10 capitals or digits; the first part of its stories' keys.</param>
/// <param name="Name">What people call it.</param>
/// <param name="StoryCount">How many stories it has now.</param>
/// <param name="Role">What the caller may do in it: Viewer, Worker, Member or Owner. Administrators are owners everywhere.</param>
/// <param name="Version">Counts what people edit; send it as If-Match.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it was last edited.</param>
/// <param name="IsArchived">Whether it can be read only: changes are answered 409 until it is brought back.</param>
/// <param name="Limits">How many stories are to stand in a column of its board at most; null: there are no limits.</param>
public sealed record ProjectResponse(
    ProjectId Id, string Key, string Name, int StoryCount, Role? Role, int Version, Instant CreatedAt, Instant UpdatedAt, bool IsArchived,
    WipLimits? Limits)
{
    public static ProjectResponse Of(Project project, Role? role) => new(project.Id, project.Key, project.Name, project.StoryCount, role, project.Version,
        project.CreatedAt, project.UpdatedAt, project.IsArchived, project.Limits);
}

/// <summary>A new project.</summary>
public sealed record CreateProjectRequest
{
    /// <summary>2 to 10 capitals (A to Z) or digits, a capital first; unique.</summary>
    [RegularExpression("^[A-Z][A-Z0-9]{1,9}$")]
    public required string? Key { get; init; }

    /// <summary>1 to 100 characters.</summary>
    [StringLength(CreateProject.NameLength, MinimumLength = 1)]
    public required string? Name { get; init; }
}

/// <summary>What to change on a project; what is left out stays.</summary>
public sealed record EditProjectRequest
{
    /// <summary>1 to 100 characters.</summary>
    [StringLength(CreateProject.NameLength, MinimumLength = 1)]
    public Optional<string?> Name { get; init; }

    /// <summary>2 to 10 capitals (A to Z) or digits, a capital first; unique. The keys of its stories follow.</summary>
    [RegularExpression("^[A-Z][A-Z0-9]{1,9}$")]
    public Optional<string?> Key { get; init; }

    /// <summary>Whether it can be read only. What workers hold in it is given back when it is archived.</summary>
    public Optional<bool> IsArchived { get; init; }

    /// <summary>All its limits from now on: how many stories are to stand in a column, and whether moves over that are refused. Null: none.</summary>
    public Optional<LimitsRequest?> Limits { get; init; }
}

/// <summary>How many stories are to stand in a column at most; what is left out or null is not limited.</summary>
public sealed record LimitsRequest
{
    /// <summary>Of those that are open.</summary>
    [Range(1, WipLimits.Most)]
    public int? Open { get; init; }

    /// <summary>Of those in progress.</summary>
    [Range(1, WipLimits.Most)]
    public int? InProgress { get; init; }

    /// <summary>Whether a person's move over a limit is refused; what follows by rule while tasks are worked on never is.</summary>
    public bool Enforced { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(ProjectResponse))]
[JsonSerializable(typeof(Page<ProjectResponse>))]
[JsonSerializable(typeof(CreateProjectRequest))]
[JsonSerializable(typeof(EditProjectRequest))]
[JsonSerializable(typeof(LimitsRequest))]
sealed partial class ProjectsJson : JsonSerializerContext;
