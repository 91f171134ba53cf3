using System.Text.Json;
using Npgsql;
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
        var health = endpoints.MapGroup("/health").WithTags("Health");
        health.MapGet("/live", () => TypedResults.Text("""{"status":"live"}""", "application/json"))
            .WithName("healthLive")
            .WithSummary("Whether the process answers.");
        health.MapGet("/ready", ReadyAsync)
            .WithName("healthReady")
            .WithSummary("Whether the node can take changes, and its alarms.")
            .WithDescription("200 with status ready or degraded (there are alarms; changes are still taken and safe), 503 while PostgreSQL can't be reached.")
            .Produces(StatusCodes.Status200OK, contentType: "application/json")
            .Produces(StatusCodes.Status503ServiceUnavailable, contentType: "application/json");
    }

    static async Task ReadyAsync(HttpContext context, NpgsqlDataSource dataSource, JournalTail tail, Sequencer sequencer, JournalAlarms alarms)
    {
        var reached = await IsReachedAsync(dataSource, context.RequestAborted);
        var active = alarms.Active;
        context.Response.StatusCode = reached ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("status", !reached ? "unavailable" : active.Count > 0 ? "degraded" : "ready");
        json.WriteString("postgres", reached ? "reached" : "unreachable");
        json.WriteNumber("position", tail.Last.Value);
        json.WriteNumber("waiting", sequencer.Waiting);
        json.WriteStartObject("alarms");
        foreach (var (part, message) in active)
            json.WriteString(part, message);
        json.WriteEndObject();
        json.WriteEndObject();
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
