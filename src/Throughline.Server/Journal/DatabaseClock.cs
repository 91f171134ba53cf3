using NodaTime;

namespace Throughline.Server.Journal;

/// <summary>
/// The one clock: the database's. Between two looks at it the time that passed is measured, not read off the node's own clock, so
/// that nodes with wrong clocks agree, and a clock that is set moves nothing. A set offset shifts it, for tests and rehearsals.
/// </summary>
public sealed class DatabaseClock(JournalSettings settings) : TimeProvider
{
    Look _look = new(System.GetUtcNow(), System.GetTimestamp());

    public override DateTimeOffset GetUtcNow()
    {
        var look = Volatile.Read(ref _look);
        return look.Database + System.GetElapsedTime(look.Timestamp) + settings.ClockOffset;
    }

    /// <summary>Takes over what the database's clock says now.</summary>
    /// <returns>The same moment with the set offset.</returns>
    public Instant Follow(Instant database)
    {
        Volatile.Write(ref _look, new Look(database.ToDateTimeOffset(), System.GetTimestamp()));
        return database + Duration.FromTimeSpan(settings.ClockOffset);
    }

    sealed record Look(DateTimeOffset Database, long Timestamp);
}
