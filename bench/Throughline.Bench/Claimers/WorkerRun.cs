using Throughline.Bench.Listeners;
using Throughline.Bench.Wire;

namespace Throughline.Bench.Claimers;

/// <summary>Workers that claim and complete until all tasks are done.</summary>
static class WorkerRun
{
    static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    public static WorkerResult Run(int port, string project, long tasks, int workers, int count)
    {
        var (done, begun, ended) = (0L, Marker.Now, 0L);
        using var epoll = new Epoll();
        var all = new List<Worker>();
        for (var i = 0; i < workers; i++)
        {
            var worker = new Worker(port, project, count, taken =>
            {
                done += taken;
                ended = Marker.Now;
                return done < tasks;
            });
            epoll.Watch(worker.Connection.Socket, all.Count);
            all.Add(worker);
        }
        begun = Marker.Now;
        foreach (var worker in all) worker.Start();
        while (done < tasks && all.Sum(worker => worker.Failed) == 0 && Marker.Now - begun < Deadline.Ticks * 100) epoll.Wait(100, name => all[name].Connection.Receive());
        foreach (var worker in all) worker.Dispose();
        return new WorkerResult(done, (ended - begun) / 1e9, all.Sum(worker => worker.Failed), done < tasks ? $"{done} of {tasks} tasks were completed" : null);
    }
}

/// <summary>What came of it.</summary>
/// <param name="Seconds">From the first claim to the answer of the last completion.</param>
sealed record WorkerResult(long Done, double Seconds, long Failed, string? Void);
