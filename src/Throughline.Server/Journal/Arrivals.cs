using System.Threading.Channels;

namespace Throughline.Server.Journal;

/// <summary>Waits for a queue to have something, keeping the wait that is under way: two queues are waited for at once.</summary>
sealed class Arrivals(ChannelReader<Change> queue)
{
    Task<bool>? _wait;

    /// <returns>False: both queues were closed, and are empty.</returns>
    public static async ValueTask<bool> AnyAsync(Arrivals one, Arrivals other)
    {
        while (true)
        {
            if (one.HasSome() || other.HasSome())
                return true;
            var (first, second) = (one.Wait(), other.Wait());
            if (!IsClosed(first) && !IsClosed(second))
                await Task.WhenAny(first, second);
            else if (!IsClosed(first) || !IsClosed(second))
                await (IsClosed(first) ? second : first);
            else
                return false;
        }
    }

    static bool IsClosed(Task<bool> wait) => wait is { IsCompletedSuccessfully: true, Result: false };

    bool HasSome() => queue.TryPeek(out _);

    Task<bool> Wait()
    {
        // What it told is old news once the queue was read: only that the queue is closed stays true.
        if (_wait is null or { IsCompletedSuccessfully: true, Result: true })
            _wait = queue.WaitToReadAsync(CancellationToken.None).AsTask();
        return _wait;
    }
}
