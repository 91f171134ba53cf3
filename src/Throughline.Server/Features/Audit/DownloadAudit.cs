using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Audit;

static class DownloadAuditEndpoint
{
    const int PageLength = Paging.MostRows;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/audit.csv", HandleAsync)
        .Requires(Permission.Audit)
        .WithTags("Audit")
        .WithName("downloadAudit")
        .WithSummary("Download who did what as CSV.")
        .WithDescription("""
            All that the filters let through, the newest first, in UTF-8, with the names of the columns in the first line. What a spreadsheet would take for a formula
            has an apostrophe in front.
            """)
        .Produces<string>(StatusCodes.Status200OK, "text/csv")
        .Refuses(StatusCodes.Status400BadRequest, "too-much-to-search")
        .Refuses(StatusCodes.Status403Forbidden, "forbidden")
        .Refuses(StatusCodes.Status404NotFound, "not-found");

    static async Task HandleAsync(
        [AsParameters] AuditRequest request, Rights rights, NpgsqlDataSource dataSource, AuditPage page, TimeProvider time, HttpContext context, long after = 0)
    {
        var cancellation = context.RequestAborted;
        var project = Queries.Id<ProjectId>("projectId", request.ProjectId);
        var sight = AuditSight.Of(rights, project);
        var filter = await AuditFilter.ReadAsync(request, after, rights, dataSource, cancellation);
        // Before the answer begins, so that what can't be found in time is a problem and no half file.
        var (entries, hasMore) = await page.ReadAsync(filter, sight, long.MaxValue, PageLength, cancellation);

        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"audit.csv\"";
        await using var csv = new AuditCsv(context.Response.Body);
        await csv.BeginAsync(cancellation);
        while (true)
        {
            // No connection waits for whoever reads slowly.
            foreach (var entry in entries)
                await csv.WriteAsync(entry, cancellation);
            if (!hasMore)
                return;
            // Whoever lost the right meanwhile gets no more of it: the connection breaks off, which no reader takes for the end.
            if (!rights.Credential.IsGood(time.Now()))
            {
                context.Abort();
                return;
            }
            sight = AuditSight.Of(rights, project);
            (entries, hasMore) = await page.ReadAsync(filter, sight, entries[^1].Position.Value, PageLength, cancellation);
        }
    }
}
