using System.Text.Json.Serialization;
using Npgsql;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Edge;

/// <summary>
/// For whoever watches the server: <c>live</c> while the process can answer at all, <c>ready</c> while it can take changes.
/// An alarm (a follower that halted) does not make it unready: changes are safe, what follows is behind.
/// </summary>
static class Health
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var health = endpoints.MapGroup("/health").WithTags("Health").OpenToAll("load balancers ask, and it tells no content");
        health.MapGet("/live", () => TypedResults.Ok(new LiveAnswer("live")))
            .WithName("healthLive")
            .WithSummary("Whether the process answers.")
            .WithDescription("It looks at nothing else: restart the process when this fails.");
        health.MapGet("/ready", ReadyAsync)
            .WithName("healthReady")
            .WithSummary("Whether the node can take changes, and its alarms.")
            .WithDescription("200 with status ready or degraded (there are alarms; changes are still taken and safe), 503 while PostgreSQL can't be reached.")
            .Produces<ReadyAnswer>()
            .Produces<ReadyAnswer>(StatusCodes.Status503ServiceUnavailable);
    }

    static async Task<IResult> ReadyAsync(HttpContext context, NpgsqlDataSource dataSource, JournalTail tail, Sequencer sequencer, JournalAlarms alarms)
    {
        var reached = await IsReachedAsync(dataSource, context.RequestAborted);
        var active = alarms.Active;
        return TypedResults.Json(
            new ReadyAnswer(!reached ? "unavailable" : active.Count > 0 ? "degraded" : "ready", reached ? "reached" : "unreachable",
                tail.Last.Value, sequencer.Waiting, active),
            HealthJson.Default.ReadyAnswer,
            statusCode: reached ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    static async Task<bool> IsReachedAsync(NpgsqlDataSource dataSource, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            await using var command = dataSource.CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync(patience.Token);
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException or IOException)
        {
            return false;
        }
    }
}

/// <summary>The process answers.</summary>
/// <param name="Status">Always live.</param>
public sealed record LiveAnswer(string Status);

/// <summary>How the node is.</summary>
/// <param name="Status">ready; degraded: there are alarms, changes are still taken and safe; unavailable: PostgreSQL can't be reached.</param>
/// <param name="Postgres">reached or unreachable.</param>
/// <param name="Position">The last journal position that this node knows.</param>
/// <param name="Waiting">Changes that wait for the writer loop.</param>
/// <param name="Alarms">What is wrong, by the part that says so.</param>
public sealed record ReadyAnswer(string Status, string Postgres, long Position, int Waiting, IReadOnlyDictionary<string, string> Alarms);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LiveAnswer))]
[JsonSerializable(typeof(ReadyAnswer))]
sealed partial class HealthJson : JsonSerializerContext;
