using System.Collections.Concurrent;
using Xunit;

namespace Throughline.Server.Tests.Live;

/// <summary>What goes on after an await goes on when the test says so, on the test's own thread: so it decides what happens before.</summary>
sealed class ByHand : SynchronizationContext, IDisposable
{
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _next = [];

    public override void Post(SendOrPostCallback d, object? state) => _next.Add((d, state));

    /// <summary>Runs something up to where it has to wait.</summary>
    public Task Begin(Func<Task> run)
    {
        var begun = Task.CompletedTask;
        Within(() => begun = run());
        return begun;
    }

    /// <summary>Goes on until something is so.</summary>
    public void GoOn(Func<bool> until)
    {
        while (!until())
        {
            Assert.True(_next.TryTake(out var next, (int)Deadline.TotalMilliseconds, TestContext.Current.CancellationToken), "Nothing goes on.");
            Within(() => next.Callback(next.State));
        }
    }

    public void Dispose() => _next.Dispose();

    void Within(Action action)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            action();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }
}
