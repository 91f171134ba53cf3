using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Views;

namespace Throughline.Server.Features.Views;

/// <summary>A view as it is read from the database.</summary>
sealed record ViewRow(
    Guid Id, Guid? ProjectId, bool IsShared, string Name, short Page, string Filter, string? Sort, string? Grouped, string? Columns, string? Lanes, int Version,
    DateTime CreatedAt, DateTime UpdatedAt)
{
    public const string Selected = """
        id, project_id AS "ProjectId", owner_id IS NULL AS "IsShared", name, page, filter, sort, grouped AS "Grouped", columns, lanes, version,
        created_at AS "CreatedAt", updated_at AS "UpdatedAt"
        """;

    public ViewResponse ToResponse() => new(new(Id), ProjectId is { } project ? new ProjectId(project) : null, IsShared, Name,
        new ViewState((ViewPage)Page, Filter, Sort, Grouped, Columns, Lanes), Version, Instant.FromDateTimeUtc(CreatedAt), Instant.FromDateTimeUtc(UpdatedAt));
}
