using System.Collections.Concurrent;
using Throughline.Server.Client;
using Throughline.Server.Client.Work;
using Throughline.Server.Tests.Api;

namespace Throughline.Server.Tests.Client.Work;

/// <summary>A pool at work in this process, over HTTP.</summary>
sealed class RunningPool : IAsyncDisposable
{
    readonly ApiConnection _api;
    readonly CancellationTokenSource _finish = new();
    readonly CancellationTokenSource _leave = new();

    public RunningPool(Uri server, WorkerPoolOptions options, Func<ClaimedTask, CancellationToken, Task<WorkOutcome>> work)
    {
        _api = new ApiConnection(server, TimeProvider.System, InstanceOwner.Token);
        Pool = new WorkerPool(_api, options, work, Events.Enqueue);
        Ended = Pool.RunAsync(_finish.Token, _leave.Token);
    }

    public WorkerPool Pool { get; }

    public ConcurrentQueue<PoolEvent> Events { get; } = [];

    public Task Ended { get; }

    public int Told<TEvent>() => Events.OfType<TEvent>().Count();

    public async Task FinishAsync()
    {
        await _finish.CancelAsync();
        await Ended.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        await _leave.CancelAsync();
        await Ended.WaitAsync(TimeSpan.FromSeconds(30)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _api.Dispose();
        _finish.Dispose();
        _leave.Dispose();
    }
}
