using NodaTime;

namespace Throughline.Domain.Items;

/// <summary>The moments from which items may be said to be held.</summary>
static class TransferMoment
{
    static readonly Instant Earliest = Instant.FromUtc(1900, 1, 1, 0, 0);
    static readonly Duration Tolerance = Duration.FromMinutes(5);

    /// <summary>What is wrong with a moment that was stated.</summary>
    public static void Check(InputRules rules, string field, Instant? at, Instant now)
    {
        if (at < Earliest)
            rules.Add(field, "It is before the year 1900.");
        else if (at > now + Tolerance)
            rules.Add(field, "It lies in the future; an item is handed over now or was before.");
    }

    /// <summary>A stated moment as it is kept: to the microsecond, and never ahead of the journal's clock, by which the caller's may be a little ahead.</summary>
    public static Instant Of(Instant stated, Instant now) =>
        Instant.Min(now, Instant.FromUnixTimeTicks(stated.ToUnixTimeTicks() - (stated.ToUnixTimeTicks() % 10 + 10) % 10));
}
