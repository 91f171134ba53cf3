using Dapper;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Stories.Filtering;

namespace Throughline.Server.Features.Stories;

static class CountFiltersEndpoint
{
    const int Most = 10_000;
    const int MostFilters = 30;

    public static void Map(RouteGroupBuilder stories) => stories.MapGet("/count", HandleAsync)
        .Requires(Permission.Read)
        .WithName("countFilters")
        .WithSummary("Count the stories that filters take.")
        .WithDescription($"""
            filter may be given several times, at most {MostFilters}; all are counted by one statement, and answered in their order. What is more than {Most}
            is not counted on: isExact is false then, and count {Most}.
            """)
        .Produces<FilterCounts>()
        .Refuses(StatusCodes.Status400BadRequest, "invalid-filter", "too-much-to-search")
        .Refuses(StatusCodes.Status429TooManyRequests, "too-many-requests");

    static async Task<IResult> HandleAsync(
        NpgsqlDataSource dataSource, Rights rights, AskedProject projects, AskedFilter filters, FairShare share, HttpContext context, string? projectId = null,
        [FromQuery] string[]? filter = null, string? zone = null)
    {
        var project = await projects.AskedAsync(rights, Queries.Id<ProjectId>("projectId", projectId), context.RequestAborted);
        var texts = filter is { Length: > 0 } ? filter : [""];
        if (texts.Length > MostFilters)
            throw new RefusedException(Refusal.Invalid("filter", $"At most {MostFilters} filters are counted at once."));
        var (all, scope) = await filters.ReadAsync(rights, project, texts, zone, context.RequestAborted);
        var parameters = new DynamicParameters(new { most = Most + 1 });
        var counts = all.Select((one, i) => StoryQuery.Of(one, scope, parameters, $"f{i}x")).Select((query, i) => $"""
            SELECT {i} AS at, count(*)::int AS found FROM (SELECT FROM {query.From} WHERE {query.Where} LIMIT @most) counted
            """);
        context.Response.Headers.CacheControl = "no-store";
        await filters.CatchUpAsync(all, scope, context.RequestAborted);
        using (await share.TurnAsync(context))
        {
            var sql = string.Join("\nUNION ALL\n", counts);
            var found = await FilteredRead.RunAsync(dataSource, isPlain: false, connection => connection.QueryAsync<(int At, int Found)>(
                new CommandDefinition(sql, parameters, cancellationToken: context.RequestAborted)), context.RequestAborted);
            return TypedResults.Ok(new FilterCounts([.. found.OrderBy(f => f.At).Select(f => new FilterCount(Math.Min(f.Found, Most), f.Found <= Most))]));
        }
    }
}

/// <summary>How many stories filters take.</summary>
/// <param name="Counts">One for each filter, in their order.</param>
public sealed record FilterCounts(IReadOnlyList<FilterCount> Counts);

/// <summary>How many stories a filter takes.</summary>
/// <param name="Count">How many.</param>
/// <param name="IsExact">False: there are more.</param>
public sealed record FilterCount(int Count, bool IsExact);
