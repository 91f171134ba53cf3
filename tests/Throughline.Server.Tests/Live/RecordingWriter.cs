using System.Text;
using System.Text.Json;
using Throughline.Domain;
using Throughline.Server.Followers.Live.Frames;

namespace Throughline.Server.Tests.Live;

/// <summary>A client that keeps what it is told, and takes frames of facts only when the test lets it.</summary>
sealed class RecordingWriter : IFrameWriter
{
    TaskCompletionSource? _held;

    public List<(long From, long To, IReadOnlyList<long> Positions)> Facts { get; } = [];

    public List<JsonElement> Statistics { get; } = [];

    public Ending Ended { get; private set; }

    public int Progress => Facts.Count + Statistics.Count;

    public bool IsWaiting { get; private set; }

    public void Hold() => _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void LetGo() => _held!.SetResult();

    public ValueTask<bool> BeginAsync() => ValueTask.FromResult(true);

    public async ValueTask<bool> FactsAsync(Position after, Position to, ReadOnlyMemory<byte> body)
    {
        var facts = JsonDocument.Parse($"[{Encoding.UTF8.GetString(body.Span)}]").RootElement.EnumerateArray();
        Facts.Add((after.Value + 1, to.Value, [.. facts.Select(f => f.GetProperty("position").GetInt64())]));
        if (_held is { Task.IsCompleted: false } held)
        {
            IsWaiting = true;
            await held.Task;
            IsWaiting = false;
        }
        return true;
    }

    public ValueTask<bool> StatisticsAsync(Position? id, ReadOnlyMemory<byte> data)
    {
        lock (Statistics)
            Statistics.Add(JsonDocument.Parse(data).RootElement);
        return ValueTask.FromResult(true);
    }

    public ValueTask<bool> ResetAsync(Position to) => ValueTask.FromResult(true);

    public List<Domain.Projects.ProjectSet> Projects { get; } = [];

    public ValueTask<bool> ProjectsAsync(Domain.Projects.ProjectSet projects)
    {
        Projects.Add(projects);
        return ValueTask.FromResult(true);
    }

    public ValueTask<bool> HeartbeatAsync() => ValueTask.FromResult(true);

    public Task EndAsync(Ending why)
    {
        Ended = why;
        return Task.CompletedTask;
    }

    public void Abort()
    {
    }
}
