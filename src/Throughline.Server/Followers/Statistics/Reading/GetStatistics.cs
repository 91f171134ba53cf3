using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Projects;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Followers.Statistics.Reading;

/// <summary><c>GET /api/statistics</c></summary>
static class GetStatistics
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/statistics", HandleAsync)
            .Requires(Permission.Read)
            .WithName("getStatistics")
            .WithTags("Statistics")
            .WithSummary("Read statistics over a range of time.")
            .WithDescription(
                """
                Flows (what happened in a bucket: counts, and sums where there is an amount) and levels (how many there were at a
                bucket's end). The answer is true at the position that it names. At most 5000 buckets, by the clocks and calendars of any zone: a
                day may have 23 or 25 hours, a week begins on Monday. Seconds are kept for 24 hours and minutes for 90 days; what is older, or begins off
                the quarter-hour as some zones once did, is added up from the journal, at most 100000 facts.
                """)
            .Refuses(StatusCodes.Status400BadRequest, "invalid-input");

    static async Task<Results<Ok<StatisticsAnswer>, ProblemHttpResult>> HandleAsync(
        [AsParameters] StatisticsRequest request, Rights rights, AskedProject projects, StatisticsQuery query, CancellationToken cancellation)
    {
        if (Ids.TryParse<ProjectId>(request.ProjectId, out var project) && !await projects.SeesAsync(rights, project, cancellation))
            return Problems.From(AskedProject.NoSuchProject);
        var (answer, refusal) = await query.AskAsync(request, ProjectSet.Of(rights.Visible), cancellation);
        return refusal is null ? TypedResults.Ok(answer) : Problems.From(refusal);
    }
}
