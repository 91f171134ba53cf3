using System.Buffers;
using System.Globalization;
using System.Text;

namespace Throughline.Bench.Wire;

/// <summary>Takes one HTTP/1.1 answer (or request) after the other from the bytes of a connection, as they come.</summary>
sealed class HttpMessage
{
    byte[] _bytes = new byte[16 * 1024];
    int _filled;
    int _bodyAt = -1;
    int _length;
    readonly Chunks _chunks = new();
    readonly ArrayBufferWriter<byte> _body = new();
    bool _isChunked;
    int _chunksRead;

    public int Status { get; private set; }

    /// <summary>Of the answer that is complete.</summary>
    public ReadOnlySpan<byte> Body => _isChunked ? _body.WrittenSpan : _bytes.AsSpan(_bodyAt, _length);

    /// <summary>Where what was received next is to be put.</summary>
    public Span<byte> Room()
    {
        if (_filled == _bytes.Length) Array.Resize(ref _bytes, _bytes.Length * 2);
        return _bytes.AsSpan(_filled);
    }

    /// <returns>Whether the answer is complete.</returns>
    public bool Take(int received)
    {
        _filled += received;
        if (_bodyAt < 0 && !ReadHead()) return false;
        if (!_isChunked) return _filled >= _bodyAt + _length;
        _chunks.Take(_bytes.AsSpan(_bodyAt + _chunksRead, _filled - _bodyAt - _chunksRead), part => _body.Write(part));
        _chunksRead = _filled - _bodyAt;
        return _chunks.IsAtEnd;
    }

    /// <summary>Makes ready for the next one. Nothing of that has come: nobody asks before it has the answer.</summary>
    public void Next()
    {
        (_filled, _bodyAt, _length, _chunksRead) = (0, -1, 0, 0);
        _body.ResetWrittenCount();
        _chunks.Restart();
    }

    bool ReadHead()
    {
        var end = _bytes.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        _bodyAt = end + 4;
        var head = Encoding.ASCII.GetString(_bytes.AsSpan(0, end));
        // Of a request, which this reads as well, there is none.
        Status = head.StartsWith("HTTP/", StringComparison.Ordinal) ? int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0;
        _isChunked = head.Contains("transfer-encoding: chunked", StringComparison.OrdinalIgnoreCase);
        var at = head.IndexOf("content-length: ", StringComparison.OrdinalIgnoreCase);
        _length = at < 0 ? 0 : int.Parse(head[(at + 16)..].Split('\r')[0], CultureInfo.InvariantCulture);
        return true;
    }
}
