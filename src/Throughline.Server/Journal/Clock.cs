using NodaTime;

namespace Throughline.Server.Journal;

/// <summary>The clock in the Domain's terms.</summary>
public static class Clock
{
    public static Instant Now(this TimeProvider time) => Instant.FromDateTimeOffset(time.GetUtcNow());
}
