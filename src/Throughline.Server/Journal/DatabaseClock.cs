using NodaTime;

namespace Throughline.Server.Journal;

/// <summary>
/// The one clock: the database's. The node's own clock only fills the time between two looks at it, so that nodes with
/// wrong clocks agree. A set offset shifts it, for tests and rehearsals.
/// </summary>
public sealed class DatabaseClock(JournalSettings settings) : TimeProvider
{
    long _aheadTicks;

    public override DateTimeOffset GetUtcNow() =>
        System.GetUtcNow().AddTicks(Interlocked.Read(ref _aheadTicks)) + settings.ClockOffset;

    /// <summary>Takes over what the database's clock says now.</summary>
    /// <returns>The same moment with the set offset.</returns>
    public Instant Follow(Instant database)
    {
        Interlocked.Exchange(ref _aheadTicks, (database.ToDateTimeUtc() - System.GetUtcNow().UtcDateTime).Ticks);
        return database + Duration.FromTimeSpan(settings.ClockOffset);
    }
}
