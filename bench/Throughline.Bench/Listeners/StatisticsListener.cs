using Throughline.Bench.Wire;
using Throughline.Server.Tests.Api;

namespace Throughline.Bench.Listeners;

/// <summary>A client of live statistics. It counts frames, and adds their bytes up: clients of one subscription must have been told the very same.</summary>
sealed class StatisticsListener : Listener
{
    readonly string _path;
    readonly Chunks _chunks = new();
    readonly TakePart _part;
    readonly byte[] _line = new byte[48];
    int _lineLength;
    long _snapshots;

    public StatisticsListener(Arrivals arrivals, string path) : base(arrivals) => (_path, _part) = (path, TakeContent);

    /// <summary>It has its first snapshot.</summary>
    public override bool IsReady => _snapshots > 0;

    /// <summary>Snapshots in this phase: it was too slow for a frame.</summary>
    public long Snapshots { get; private set; }

    /// <summary>Of all bytes in their order, but for heartbeats: each client has them when it has heard nothing else for a while.</summary>
    public ulong Told { get; private set; }

    protected override string Hello => $"GET {_path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {InstanceOwner.Authorization}\r\nAccept: text/event-stream\r\n\r\n";

    protected override string Expected => "HTTP/1.1 200 ";

    public override void Restart()
    {
        base.Restart();
        (Snapshots, Told) = (0, 0);
    }

    protected override void Take(ReadOnlySpan<byte> bytes, long now)
    {
        _chunks.Take(bytes, _part);
        if (_chunks.IsAtEnd) throw new IOException("The server ended a stream.");
    }

    void TakeContent(ReadOnlySpan<byte> content)
    {
        foreach (var one in content)
        {
            if (one == '\n')
            {
                EndLine(_line.AsSpan(0, _lineLength));
                _lineLength = 0;
                continue;
            }
            if (_lineLength < _line.Length) _line[_lineLength++] = one;
            if (_line[0] != ':') Told = Told * 31 + one;
        }
    }

    void EndLine(ReadOnlySpan<byte> begin)
    {
        if (!begin.StartsWith("data: "u8)) return;
        if (begin.IndexOf("\"snapshot\":true"u8) < 0) Frames++;
        else (_snapshots, Snapshots) = (_snapshots + 1, Snapshots + 1);
    }
}
