namespace Throughline.Bench.Machine;

/// <summary>Waits for a server's line that says it is ready, and takes the address from it.</summary>
sealed class Ready(string words)
{
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Read(string line)
    {
        var at = line.IndexOf(words, StringComparison.Ordinal);
        if (at >= 0) _address.TrySetResult(new Uri(line[(at + words.Length)..].Split([' ', ',', '"'])[0]));
    }

    public async Task<Uri> AddressAsync(ChildProcess process, CancellationToken cancel)
    {
        var ended = process.EndedAsync(cancel);
        var first = await Task.WhenAny(_address.Task, ended).WaitAsync(Deadline, cancel);
        cancel.ThrowIfCancellationRequested();
        return first == ended && !_address.Task.IsCompleted
            ? throw new InvalidOperationException($"It ended instead of serving: {process.Output}{process.Errors}")
            : await _address.Task;
    }
}
