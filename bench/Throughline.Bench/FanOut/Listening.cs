using System.Globalization;
using System.Text.Json;
using Throughline.Bench.Listeners;
using Throughline.Bench.Machine;

namespace Throughline.Bench.FanOut;

/// <summary>The clients of one server for one measurement, in a process of their own.</summary>
sealed class Listening : IAsyncDisposable
{
    /// <summary>Long enough for a server to have done what it does after taking clients in.</summary>
    static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(500);

    public const string Load = "one process on the same machine: all clients on one thread, one kept connection that posts; it shares the cores";

    readonly Dialogue _clients;

    Listening(Dialogue clients) => _clients = clients;

    public static async Task<Listening> StartAsync(FanServer server, string[] posting, int clients, CancellationToken cancel)
    {
        var listening = new Listening(await Dialogue.StartAsync(Programs.Bench, ["listen", .. server.Clients, .. posting], cancel));
        await listening._clients.AskAsync(string.Create(CultureInfo.InvariantCulture, $"connect {clients}"), cancel);
        await Task.Delay(Settled, cancel);
        return listening;
    }

    public Task<PhaseResult> PacedAsync(int count, TimeSpan interval, CancellationToken cancel) =>
        AskAsync(string.Create(CultureInfo.InvariantCulture, $"paced {count} {interval.TotalMicroseconds}"), cancel);

    public Task<PhaseResult> FloodAsync(double seconds, int window, CancellationToken cancel) =>
        AskAsync(string.Create(CultureInfo.InvariantCulture, $"flood {seconds} {window}"), cancel);

    public ValueTask DisposeAsync() => _clients.DisposeAsync();

    async Task<PhaseResult> AskAsync(string command, CancellationToken cancel) =>
        (await _clients.AskAsync(command, cancel)).Deserialize<PhaseResult>()!;
}
