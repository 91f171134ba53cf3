using System.Globalization;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Audit;

static class ListAuditEndpoint
{
    const string Sort = "-position";

    public static void Map(RouteGroupBuilder audit) => audit.MapGet("", HandleAsync)
        .Requires(Permission.Audit)
        .WithName("listAudit")
        .WithSummary("List who did what, by which token or sign-in, to what, before and after.")
        .WithDescription("""
            The newest first. Owners see what happened in their projects, administrators of the instance everything, and everybody what concerns them alone, such as
            their sign-ins. Names are those of now; who was erased has a pseudonym. What the database can't find within some seconds is refused, with the filter to add.
            """)
        .Produces<Page<AuditEntry>>()
        .Refuses(StatusCodes.Status400BadRequest, "too-much-to-search")
        .Refuses(StatusCodes.Status403Forbidden, "forbidden")
        .Refuses(StatusCodes.Status404NotFound, "not-found")
        .Refuses(StatusCodes.Status429TooManyRequests, "too-many-requests");

    static async Task<IResult> HandleAsync(
        [AsParameters] AuditRequest request, Rights rights, NpgsqlDataSource dataSource, AuditPage page, FairShare share, HttpContext context, long after = 0, string? cursor = null, int limit = Paging.UsualRows)
    {
        var count = Paging.Limit(limit);
        var sight = AuditSight.Of(rights, Queries.Id<ProjectId>("projectId", request.ProjectId));
        var before = Paging.Decode(cursor, Sort, 1) is [var key] ? Number(key) : long.MaxValue;
        context.Response.Headers.CacheControl = "no-store";
        using var turn = await share.TurnAsync(context);
        var filter = await AuditFilter.ReadAsync(request, after, rights, dataSource, context.RequestAborted);
        var (entries, hasMore) = await page.ReadAsync(filter, sight, before, count, context.RequestAborted);
        return TypedResults.Ok(new Page<AuditEntry>(entries, hasMore ? Paging.Encode(Sort, entries[^1].Position.ToString()) : null));
    }

    static long Number(string key) => long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Paging.BadCursor();
}
