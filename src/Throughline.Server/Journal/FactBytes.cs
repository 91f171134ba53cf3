using System.Buffers;
using System.Text.Json;
using Throughline.Domain.Facts;

namespace Throughline.Server.Journal;

/// <summary>
/// The written data of one commit's facts, in pieces that the tail keeps for as long as it remembers one of their facts. A piece
/// stays below the size from which the collector puts arrays aside and clears them away only with everything else.
/// </summary>
sealed class FactBytes
{
    const int FirstPiece = 1024;
    const int LongestPiece = 32 * 1024;

    readonly ArrayBufferWriter<byte> _fact = new(1024);
    Utf8JsonWriter? _writer;
    Memory<byte> _free;
    int _nextPiece = FirstPiece;

    /// <summary>Bytes written so far.</summary>
    public int Count { get; private set; }

    public ReadOnlyMemory<byte> Write(FactData data)
    {
        _fact.ResetWrittenCount();
        _writer ??= new Utf8JsonWriter(_fact, FactJson.Writing);
        FactJson.Write(_writer, data);
        _writer.Flush();
        _writer.Reset();

        var length = _fact.WrittenCount;
        if (length > _free.Length)
        {
            _free = new byte[Math.Max(length, _nextPiece)];
            _nextPiece = Math.Min(2 * _nextPiece, LongestPiece);
        }
        var written = _free[..length];
        _fact.WrittenMemory.CopyTo(written);
        _free = _free[length..];
        Count += length;
        return written;
    }
}
