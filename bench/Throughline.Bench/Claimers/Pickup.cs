using System.Globalization;
using System.Text;
using Throughline.Bench.Listeners;
using Throughline.Bench.Wire;
using Throughline.Server.Tests.Api;

namespace Throughline.Bench.Claimers;

/// <summary>An idle queue: a worker waits for a task, somebody adds one, and how long it takes until the worker has it.</summary>
static class Pickup
{
    public static PickupResult Run(int port, string project, string story, int tasks, TimeSpan pause)
    {
        using var worker = new KeptConnection(port);
        using var maker = new KeptConnection(port);
        var add = KeptConnection.Post($"/api/stories/{story}/tasks", "application/json", "{\"title\":\"Nothing\"}"u8, InstanceOwner.Authorization);
        var (latencies, failed, session) = (new Latencies(), 0L, "");
        var completion = new StringBuilder();
        for (var i = 0; i < tasks; i++)
        {
            var has = 0L;
            // It waits already, in the server, when the task is added.
            var waiting = Task.Factory.StartNew(() =>
            {
                var status = worker.Ask(Claim(project, session));
                has = Marker.Now;
                return status;
            }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            Thread.Sleep(pause);
            var added = Marker.Now;
            if (maker.Ask(add) != 201) failed++;
            if (waiting.GetAwaiter().GetResult() != 200 || ClaimAnswer.WriteTasks(worker.Body, completion) != 1) failed++;
            latencies.Add(has - added);
            session = ClaimAnswer.SessionOf(worker.Body);
            if (worker.Ask(KeptConnection.Post("/api/work/complete", "application/json", Encoding.ASCII.GetBytes($"{{\"tasks\":{completion}}}"), InstanceOwner.Authorization)) != 200) failed++;
        }
        return new PickupResult(latencies.Milliseconds(0.5), latencies.Milliseconds(0.99), failed);
    }

    static byte[] Claim(string project, string session) =>
        KeptConnection.Post("/api/work/claim", "application/json", Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"{{\"projectId\":\"{project}\",\"worker\":\"bench\",\"count\":1,\"wait\":30{(session.Length == 0 ? "" : $",\"sessionId\":\"{session}\"")}}}")), InstanceOwner.Authorization);
}

/// <summary>Milliseconds from the request that adds a task to the answer that gives it to the worker.</summary>
sealed record PickupResult(double P50, double P99, long Failed);
