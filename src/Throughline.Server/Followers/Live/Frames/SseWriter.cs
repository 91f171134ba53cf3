using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Unicode;
using Throughline.Domain;
using Throughline.Domain.Projects;

namespace Throughline.Server.Followers.Live.Frames;

/// <summary>Frames as Server-Sent Events, written straight into the response's buffer, which Kestrel bounds.</summary>
sealed class SseWriter(HttpContext context, string journalId) : IFrameWriter
{
    const int HeadLength = 256;
    const int SliceLength = 32 * 1024;

    static readonly byte[] FactsEnd = "]}\n\n"u8.ToArray();
    static readonly byte[] End = "\n\n"u8.ToArray();

    readonly PipeWriter _body = context.Response.BodyWriter;
    int _progress;
    bool _isWaiting;

    public int Progress => Volatile.Read(ref _progress);

    public bool IsWaiting => Volatile.Read(ref _isWaiting);

    public async ValueTask<bool> BeginAsync()
    {
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        await response.StartAsync(CancellationToken.None);
        // Spread out, or all of a node's clients would be back at the same moment.
        Utf8.TryWrite(Head, CultureInfo.InvariantCulture, $"retry: {Random.Shared.Next(1000, 3001)}\n\n", out var length);
        _body.Advance(length);
        return await FlushAsync();
    }

    public ValueTask<bool> FactsAsync(Position after, Position to, ReadOnlyMemory<byte> body)
    {
        Utf8.TryWrite(Head, CultureInfo.InvariantCulture,
            $"id: {journalId}-{to.Value}\nevent: facts\ndata: {{\"from\":{after.Value + 1},\"to\":{to.Value},\"facts\":[", out var length);
        _body.Advance(length);
        return FinishAsync(body, FactsEnd);
    }

    public ValueTask<bool> StatisticsAsync(Position? id, ReadOnlyMemory<byte> data)
    {
        var length = 0;
        if (id is { } position)
            Utf8.TryWrite(Head, CultureInfo.InvariantCulture, $"id: {journalId}-{position.Value}\n", out length);
        _body.Advance(length);
        _body.Write("event: statistics\ndata: "u8);
        return FinishAsync(data, End);
    }

    public ValueTask<bool> ResetAsync(Position to)
    {
        Utf8.TryWrite(Head, CultureInfo.InvariantCulture,
            $"id: {journalId}-{to.Value}\nevent: reset\ndata: {{\"position\":{to.Value}}}\n\n", out var length);
        _body.Advance(length);
        return FlushAsync();
    }

    public ValueTask<bool> ProjectsAsync(ProjectSet projects)
    {
        _body.Write("event: projects\ndata: "u8);
        return FinishAsync(ProjectsFrame.Data(projects), End);
    }

    public ValueTask<bool> HeartbeatAsync()
    {
        _body.Write(":\n\n"u8);
        return FlushAsync();
    }

    // The response's end says it all.
    public Task EndAsync(Ending why) => Task.CompletedTask;

    public void Abort() => context.Abort();

    Span<byte> Head => _body.GetSpan(HeadLength);

    ValueTask<bool> FinishAsync(ReadOnlyMemory<byte> body, byte[] end)
    {
        if (body.Length > SliceLength)
            return FinishInSlicesAsync(body, end);
        _body.Write(body.Span);
        _body.Write(end);
        return FlushAsync();
    }

    // A fact with a very long text: not all of it may wait in the buffer at once.
    async ValueTask<bool> FinishInSlicesAsync(ReadOnlyMemory<byte> body, byte[] end)
    {
        for (; body.Length > SliceLength; body = body[SliceLength..])
        {
            _body.Write(body.Span[..SliceLength]);
            if (!await FlushAsync())
                return false;
        }
        return await FinishAsync(body, end);
    }

    ValueTask<bool> FlushAsync()
    {
        var flush = _body.FlushAsync();
        if (!flush.IsCompletedSuccessfully)
            return WaitAsync(flush);
        _progress++;
        return ValueTask.FromResult(!flush.Result.IsCompleted);
    }

    async ValueTask<bool> WaitAsync(ValueTask<FlushResult> flush)
    {
        Volatile.Write(ref _isWaiting, true);
        try
        {
            return !(await flush).IsCompleted;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return false;
        }
        finally
        {
            _progress++;
            Volatile.Write(ref _isWaiting, false);
        }
    }
}
