using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Throughline.Bench.Machine;

/// <summary>A program that is told what to do line by line, and answers each with a line of JSON. Its first line says that it is ready.</summary>
sealed class Dialogue : IAsyncDisposable
{
    readonly ChildProcess _process;
    readonly Channel<string> _lines;

    Dialogue(ChildProcess process, Channel<string> lines) => (_process, _lines) = (process, lines);

    /// <summary>What it said when it was ready.</summary>
    public JsonNode Ready { get; private set; } = null!;

    public int ProcessId => _process.Id;

    public static async Task<Dialogue> StartAsync(string program, IEnumerable<string> arguments, CancellationToken cancel, string? folder = null)
    {
        var lines = Channel.CreateUnbounded<string>();
        var dialogue = new Dialogue(ChildProcess.Start(program, arguments, folder, line => lines.Writer.TryWrite(line)), lines);
        try
        {
            dialogue.Ready = await dialogue.HearAsync(cancel);
            return dialogue;
        }
        catch
        {
            await dialogue.DisposeAsync();
            throw;
        }
    }

    public async Task<JsonNode> AskAsync(string command, CancellationToken cancel)
    {
        await _process.TellAsync(command);
        return await HearAsync(cancel);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    async Task<JsonNode> HearAsync(CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var ended = _process.EndedAsync(over.Token);
        var line = _lines.Reader.ReadAsync(over.Token).AsTask();
        var first = await Task.WhenAny(line, ended);
        cancel.ThrowIfCancellationRequested();
        var heard = first == line || line.IsCompletedSuccessfully ? await line : null;
        await over.CancelAsync();
        return heard is null ? throw new InvalidOperationException($"A program ended in the middle: {_process.Output}{_process.Errors}") : JsonNode.Parse(heard)!;
    }
}
