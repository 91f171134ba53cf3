using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Domain;

namespace Throughline.Server.Followers.Statistics.Reading;

/// <summary><c>GET /api/statistics</c></summary>
static class GetStatistics
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/statistics", HandleAsync)
            .WithName("GetStatistics")
            .WithTags("Statistics")
            .WithSummary("Statistics over a range of time")
            .WithDescription(
                "Flows (what happened in a bucket: counts, and sums where there is an amount) and levels (how many there were at a bucket's end). "
                + "The answer is true at the position that it names. At most 5000 buckets; seconds are kept for 24 hours and minutes for 90 days, "
                + "what is older is added up from the journal while there are at most 100000 facts.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

    static async Task<Results<Ok<StatisticsAnswer>, ProblemHttpResult>> HandleAsync(
        [AsParameters] StatisticsRequest request, StatisticsQuery query, CancellationToken cancellation)
    {
        var (answer, refusal) = await query.AskAsync(request, cancellation);
        return refusal is null ? TypedResults.Ok(answer) : Problem(refusal);
    }

    static ProblemHttpResult Problem(Refusal refusal) => TypedResults.Problem(
        refusal.Detail,
        statusCode: refusal.Kind == RefusalKind.NotFound ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest,
        type: refusal.Code,
        extensions: refusal.Errors is null ? null : new Dictionary<string, object?>(StringComparer.Ordinal) { ["errors"] = refusal.Errors });
}
