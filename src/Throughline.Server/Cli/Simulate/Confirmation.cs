using Throughline.Domain;
using Throughline.Server.Client;
using Throughline.Server.Features.Simulation.Engine;

namespace Throughline.Server.Cli.Simulate;

/// <summary>What the simulation counted, beside what the server's statistics say came into the project meanwhile.</summary>
/// <param name="Position">The journal's position that the statistics are true at.</param>
/// <param name="Counts">By series; here and there.</param>
/// <param name="Expired">Leases that ran out; only the server knows.</param>
/// <param name="SetAside">Tasks that failed too often; only the server knows.</param>
sealed record Confirmation(long Position, IReadOnlyList<(string Series, long Here, long There)> Counts, long Expired, long SetAside)
{
    static readonly TimeSpan Often = TimeSpan.FromMilliseconds(100);

    /// <summary>How long the statistics may take to follow the journal.</summary>
    static readonly TimeSpan FollowWithin = TimeSpan.FromSeconds(30);

    /// <summary>How long after that another node may know of more than this side was told.</summary>
    static readonly TimeSpan SettleWithin = TimeSpan.FromSeconds(3);

    public bool Agrees => Counts.All(count => count.Here == count.There);

    /// <summary>Waits until the statistics have followed the journal to where this side's last change is.</summary>
    public static async Task<Confirmation> AskAsync(
        ApiConnection api, ProjectId project, ServerTotals before, DateTimeOffset beginning, SimulationFigures done, CancellationToken cancellation)
    {
        // A batch's answer begins before its stories have a position; a list tells the journal's end.
        await api.GetAsync($"/api/tasks?projectId={project}&limit=1", ConfirmationJson.Default.AnyList, cancellation);
        var asked = api.Time.GetTimestamp();
        for (long? reached = null; ;)
        {
            var after = await ServerTotals.ReadAsync(api, project, beginning, cancellation);
            var confirmation = Of(before, after, done);
            if (after.Position >= api.Position)
                reached ??= api.Time.GetTimestamp();
            if (reached is { } since
                ? confirmation.Agrees || api.Time.GetElapsedTime(since) > SettleWithin
                : api.Time.GetElapsedTime(asked) > FollowWithin)
                return confirmation;
            await Task.Delay(Often, api.Time, cancellation);
        }
    }

    static Confirmation Of(ServerTotals before, ServerTotals after, SimulationFigures done)
    {
        (string, long)[] here =
        [
            ("stories.created", done.Made.Stories),
            ("tasks.created", done.Made.Tasks),
            ("tasks.claimed", done.Work.Claimed),
            ("tasks.completed", done.Work.Completed),
            ("tasks.released", done.Work.Failed + done.Work.Released),
            (ServerTotals.TimeSeries, done.Work.TimeSpent),
        ];
        return new Confirmation(
            after.Position, [.. here.Select(count => (count.Item1, count.Item2, after.Since(before, count.Item1)))],
            after.Since(before, "tasks.expired"), after.Since(before, "tasks.setAside"));
    }
}

/// <summary>A list of which only the headers count.</summary>
sealed record AnyList;

[System.Text.Json.Serialization.JsonSerializable(typeof(AnyList))]
sealed partial class ConfirmationJson : System.Text.Json.Serialization.JsonSerializerContext;
