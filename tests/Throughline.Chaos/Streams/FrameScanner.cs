using System.Buffers.Text;

namespace Throughline.Chaos.Streams;

/// <summary>
/// Looks through the bytes of a stream of Server-Sent Events for what its frames of facts say of positions, without reading the rest:
/// thousands of streams are looked through at once.
/// </summary>
sealed class FrameScanner
{
    static readonly byte[] FrameEnd = "\n\n"u8.ToArray();
    byte[] _bytes = new byte[4096];
    int _length;

    /// <summary>The journal id and the position of the last frame that was whole; null before the first.</summary>
    public string? LastEventId { get; private set; }

    /// <summary>The last position seen; -1 before the first frame.</summary>
    public long Last { get; private set; } = -1;

    /// <summary>Positions seen.</summary>
    public long Count { get; private set; }

    /// <summary>What was lost, or came twice, or out of order.</summary>
    public string? Fault { get; private set; }

    /// <summary>When the newest fact was committed, of the frames that the last call completed.</summary>
    public DateTimeOffset? NewestAt { get; private set; }

    /// <summary>A new connection: what was left of a frame is of no use.</summary>
    public void Begin() => _length = 0;

    /// <summary>Room for the next bytes.</summary>
    public Memory<byte> Room()
    {
        if (_bytes.Length - _length < 1024)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        return _bytes.AsMemory(_length);
    }

    /// <summary>So many bytes have come.</summary>
    public void Advance(int count)
    {
        _length += count;
        NewestAt = null;
        var at = 0;
        while (_bytes.AsSpan(at, _length - at).IndexOf(FrameEnd) is >= 0 and var length)
        {
            Take(_bytes.AsSpan(at, length));
            at += length + FrameEnd.Length;
        }
        _bytes.AsSpan(at, _length - at).CopyTo(_bytes);
        _length -= at;
    }

    void Take(ReadOnlySpan<byte> frame)
    {
        if (frame.IndexOf("event: reset"u8) >= 0)
            Fault ??= $"it was told to begin anew after {Last}";
        if (frame.IndexOf("event: facts"u8) < 0)
            return;
        var data = frame[(frame.IndexOf("\ndata: "u8) + 7)..];
        var (from, to) = (After(data, "\"from\":"u8), After(data, "\"to\":"u8));
        if (Last >= 0 && from != Last + 1)
            Fault ??= $"a frame of {from} to {to} came after {Last}";
        Last = to;
        Positions(data, from, to);
        var id = frame[(frame.IndexOf("id: "u8) + 4)..];
        LastEventId = System.Text.Encoding.ASCII.GetString(id[..id.IndexOf((byte)'\n')]);
    }

    // In JSON a text can't hold this without a backslash: it is the beginning of a fact.
    void Positions(ReadOnlySpan<byte> data, long from, long to)
    {
        var expected = from;
        while (data.IndexOf("{\"position\":"u8) is >= 0 and var at)
        {
            data = data[at..];
            var position = After(data, "{\"position\":"u8);
            if (position != expected)
                Fault ??= $"position {position} came instead of {expected}, in a frame of {from} to {to}";
            expected = position + 1;
            Count++;
            if (position == to && data.IndexOf("\"at\":\""u8) is >= 0 and var time && Utf8Parser.TryParse(data[(time + 6)..], out DateTimeOffset committed, out _, 'O'))
                NewestAt = committed;
            data = data[1..];
        }
        if (expected != to + 1)
            Fault ??= $"a frame of {from} to {to} ended before {expected}";
    }

    static long After(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name) =>
        Utf8Parser.TryParse(text[(text.IndexOf(name) + name.Length)..], out long value, out _) ? value : throw new FormatException("A frame has no positions.");
}
