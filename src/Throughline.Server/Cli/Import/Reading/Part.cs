using System.Buffers;

namespace Throughline.Server.Cli.Import.Reading;

/// <summary>
/// Rows that are sent together. They are fewer than the lines that the server keeps under way: this side reads the answers only when
/// it has sent all, so the server must never wait for its answers to be read before it takes more.
/// </summary>
sealed class Part
{
    const int MostRows = 1000;
    const int EnoughBytes = 1024 * 1024;

    readonly ArrayBufferWriter<byte> _bytes = new(64 * 1024);
    readonly List<Row> _rows = [];

    /// <summary>Rows that can't even be asked about, each with its line in the file and the reason.</summary>
    public List<(long Line, string Reason)> Refused { get; } = [];

    public bool IsFull => _rows.Count + Refused.Count >= MostRows || _bytes.WrittenCount >= EnoughBytes;

    public bool IsEmpty => _rows.Count + Refused.Count == 0;

    /// <summary>The last row's line in the file.</summary>
    public long LastLine { get; private set; }

    public int Unanswered { get; private set; }

    public void Add(long line, ReadOnlySpan<byte> utf8)
    {
        var start = _bytes.WrittenCount;
        _bytes.Write(utf8);
        _bytes.Write("\n"u8);
        _rows.Add(new Row(line, start, _bytes.WrittenCount));
        Unanswered++;
        LastLine = line;
    }

    public void Refuse(long line, string reason)
    {
        Refused.Add((line, reason));
        LastLine = line;
    }

    /// <summary>The rows that are still to be sent, in the order of the file.</summary>
    public Row[] ToSend() => [.. _rows.Where(r => !r.IsAnswered)];

    public void Answered(Row row)
    {
        row.IsAnswered = true;
        Unanswered--;
    }

    /// <summary>Writes the rows' lines, those that stand side by side in one go.</summary>
    public async Task WriteAsync(Row[] rows, Stream stream, CancellationToken cancellation)
    {
        for (var i = 0; i < rows.Length;)
        {
            var (from, to) = (rows[i].Start, rows[i].End);
            while (++i < rows.Length && rows[i].Start == to)
                to = rows[i].End;
            await stream.WriteAsync(_bytes.WrittenMemory[from..to], cancellation);
        }
    }

    /// <summary>A row that was made a line.</summary>
    public sealed class Row(long line, int start, int end)
    {
        /// <summary>Where it begins in the file.</summary>
        public long Line => line;

        public int Start => start;

        public int End => end;

        public bool IsAnswered { get; set; }
    }
}
