using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Throughline.Domain;

namespace Throughline.Server.Edge.Contracts;

/// <summary>Newline-delimited JSON, read line by line in bounded memory.</summary>
public static class Ndjson
{
    /// <summary>Bytes that one line may have.</summary>
    public const int LineLength = 1024 * 1024;

    /// <param name="Number">From 1; blank lines count too.</param>
    /// <param name="Utf8">The line, valid until the next is asked for.</param>
    /// <param name="TooLong">It was longer than <see cref="LineLength"/> and was skipped.</param>
    public readonly record struct Line(long Number, ReadOnlyMemory<byte> Utf8, bool TooLong);

    public static bool IsAccepted(HttpRequest request) =>
        ContentTypes.IsOneOf(request, "application/x-ndjson", "application/ndjson", "application/jsonl");

    public static RefusedException WrongContentType() => new(
        new Refusal(RefusalKind.Invalid, "wrong-content-type", "The body is one JSON object per line: send Content-Type: application/x-ndjson."),
        StatusCodes.Status415UnsupportedMediaType);

    public static async IAsyncEnumerable<Line> ReadLinesAsync(PipeReader reader, [EnumeratorCancellation] CancellationToken cancellation)
    {
        long number = 0;
        var skipping = false;
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var buffer = read.Buffer;
            while (TryTakeLine(ref buffer, read.IsCompleted, out var line))
            {
                number++;
                if (skipping)
                    yield return new Line(number, default, TooLong: true);
                else if (!IsBlank(line))
                    yield return new Line(number, line.IsSingleSegment ? line.First : line.ToArray(), line.Length > LineLength);
                skipping = false;
            }
            if (buffer.Length > LineLength)
            {
                skipping = true;
                buffer = buffer.Slice(buffer.End);
            }
            reader.AdvanceTo(buffer.Start, buffer.End);
            if (!read.IsCompleted)
                continue;
            // The last line's end was skipped with the rest of it.
            if (skipping)
                yield return new Line(number + 1, default, TooLong: true);
            yield break;
        }
    }

    static bool TryTakeLine(ref ReadOnlySequence<byte> buffer, bool isLast, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            line = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return true;
        }
        line = buffer;
        if (!isLast || buffer.IsEmpty)
            return false;
        buffer = buffer.Slice(buffer.End);
        return true;
    }

    static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var segment in line)
            if (segment.Span.ContainsAnyExcept(" \t\r"u8))
                return false;
        return true;
    }
}
