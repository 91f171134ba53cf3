using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Live.Feed;

/// <summary>
/// Moves the feed on when the journal does: at once after a pause, and under load no sooner than the streams woken before
/// can have done their work, so that facts share frames instead of each waking everyone.
/// </summary>
sealed class FeedLoop(FactFeed feed, JournalTail tail, LiveSettings settings, TimeProvider time) : BackgroundService
{
    static readonly TimeSpan ShortestRest = TimeSpan.FromMilliseconds(1);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        feed.Begin();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            await tail.WhenBeyondAsync(feed.Position).WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var rest = feed.Advance() * settings.RestPerStream;
            if (rest >= ShortestRest)
                await Task.Delay(rest < settings.LongestRest ? rest : settings.LongestRest, time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
