using System.Buffers.Binary;

namespace Throughline.Bench.Listeners;

/// <summary>
/// A client of socket.io, on WebSocket from the first moment. Of Engine.IO's packets it knows: 0 open, answered by 40 (let me into the main
/// namespace); 40 you are in; 2 ping, answered by 3; 42 an event.
/// </summary>
sealed class SocketIoListener(Arrivals arrivals) : Listener(arrivals)
{
    readonly byte[] _header = new byte[10];
    readonly byte[] _begin = new byte[2];
    int _headerLength;
    long _length;
    long _read;
    int _inFrame;
    bool _isIn;

    public override bool IsReady => _isIn;

    // The key is the protocol's own example: nobody checks what is answered to it.
    protected override string Hello =>
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

    protected override string Expected => "HTTP/1.1 101 ";

    int HeaderLength => _headerLength < 2 ? 2 : (_header[1] & 0x7f) switch { 126 => 4, 127 => 10, _ => 2 };

    protected override void Take(ReadOnlySpan<byte> bytes, long now)
    {
        while (!bytes.IsEmpty)
        {
            if (_headerLength < HeaderLength)
            {
                _header[_headerLength++] = bytes[0];
                bytes = bytes[1..];
                if (_headerLength == HeaderLength) Begin();
                continue;
            }
            var here = (int)Math.Min(bytes.Length, _length - _read);
            for (var i = 0; i < here && _read + i < _begin.Length; i++) _begin[_read + i] = bytes[i];
            _inFrame += Arrivals.Take(bytes[..here], now);
            _read += here;
            bytes = bytes[here..];
            if (_read == _length) End();
        }
    }

    void Begin()
    {
        _length = (_header[1] & 0x7f) switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(2)),
            127 => (long)BinaryPrimitives.ReadUInt64BigEndian(_header.AsSpan(2)),
            var length => length,
        };
        if ((_header[0] & 0x0f) == 8) throw new IOException("The server closed a WebSocket.");
        (_read, _inFrame, _begin[0], _begin[1]) = (0, 0, 0, 0);
        if (_length == 0) End();
    }

    void End()
    {
        if (_inFrame > 0) Frames++;
        else if (_begin[0] == '0') Say("40"u8);
        else if (_begin[0] == '4' && _begin[1] == '0') _isIn = true;
        else if (_begin[0] == '2') Say("3"u8);
        _headerLength = 0;
    }

    // A client has to mask what it sends; a mask of zeros leaves it as it is.
    void Say(ReadOnlySpan<byte> text) => Socket.Send([0x81, (byte)(0x80 | text.Length), 0, 0, 0, 0, .. text]);
}
