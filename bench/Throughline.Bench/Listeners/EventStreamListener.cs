using Throughline.Bench.Wire;

namespace Throughline.Bench.Listeners;

/// <summary>A client of Server-Sent Events.</summary>
sealed class EventStreamListener : Listener
{
    readonly string _path;
    readonly string? _authorization;
    readonly Chunks _chunks = new();
    readonly TakePart _part;
    readonly int _preamble;
    long _now;
    long _ends;
    int _inFrame;
    bool _afterLine;

    /// <param name="preamble">How many frames the server sends to say that it has taken a client in.</param>
    /// <param name="authorization">Value of that header; null: it carries none.</param>
    public EventStreamListener(Arrivals arrivals, string path, int preamble, string? authorization)
        : base(arrivals) => (_path, _preamble, _authorization, _part) = (path, preamble, authorization, TakeContent);

    public override bool IsReady => base.IsReady && _ends >= _preamble;

    protected override string Hello => $"GET {_path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{KeptConnection.Authorization(_authorization)}Accept: text/event-stream\r\n\r\n";

    protected override string Expected => "HTTP/1.1 200 ";

    protected override void Take(ReadOnlySpan<byte> bytes, long now)
    {
        _now = now;
        _chunks.Take(bytes, _part);
        if (_chunks.IsAtEnd) throw new IOException("The server ended a stream.");
    }

    // A blank line ends a frame; one that brought no event is a heartbeat or the like.
    void TakeContent(ReadOnlySpan<byte> content)
    {
        for (int at; (at = content.IndexOf((byte)'\n')) >= 0; content = content[(at + 1)..])
        {
            _inFrame += Arrivals.Take(content[..at], _now);
            if (at == 0 && _afterLine)
            {
                _ends++;
                if (_inFrame > 0) Frames++;
                _inFrame = 0;
            }
            _afterLine = true;
        }
        if (content.IsEmpty) return;
        _inFrame += Arrivals.Take(content, _now);
        _afterLine = false;
    }
}
