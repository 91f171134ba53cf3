using System.Buffers.Text;
using System.Diagnostics;

namespace Throughline.Bench.Listeners;

/// <summary>
/// What stands in every event: <c>~number:time~</c>, always as long. A client finds it in any protocol without reading the rest, so each
/// peer's clients cost the same. The time is CLOCK_MONOTONIC in nanoseconds, which all processes of a machine share.
/// </summary>
static class Marker
{
    public const byte Edge = (byte)'~';
    public const int NumberLength = 10;
    public const int TimeLength = 18;
    public const int Length = NumberLength + TimeLength + 3;

    public static long Now => Stopwatch.GetTimestamp() * (1_000_000_000 / Stopwatch.Frequency);

    public static void Write(Span<byte> into, long number, long time)
    {
        into[0] = into[Length - 1] = Edge;
        into[NumberLength + 1] = (byte)':';
        Digits(into.Slice(1, NumberLength), number);
        Digits(into.Slice(NumberLength + 2, TimeLength), time);
    }

    /// <param name="inner">What stands between the edges.</param>
    public static (long Number, long Time) Read(ReadOnlySpan<byte> inner) =>
        inner.Length == Length - 2 && Utf8Parser.TryParse(inner[..NumberLength], out long number, out _) && Utf8Parser.TryParse(inner[(NumberLength + 1)..], out long time, out _)
            ? (number, time)
            : throw new InvalidDataException("An event came out otherwise than it went in.");

    static void Digits(Span<byte> into, long value)
    {
        for (var i = into.Length - 1; i >= 0; i--, value /= 10) into[i] = (byte)('0' + value % 10);
    }
}
