using System.Text;

namespace Throughline.Chaos.Load;

/// <summary>
/// What one client asked for and was told: a file of its own. An answer counts once it stands on the disk, as a client's own
/// database would have it.
/// </summary>
sealed class Ledger(string file) : IDisposable
{
    readonly FileStream _file = new(file, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
    long _acknowledged;

    /// <summary>Operations whose acknowledgement is on the disk.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    public void Write(params IReadOnlyCollection<Operation> operations)
    {
        _file.Write(Encoding.UTF8.GetBytes(string.Concat(operations.Select(o => o.ToLine() + "\n"))));
        var acknowledged = operations.Count(o => o.Standing == Standing.Acknowledged);
        if (acknowledged == 0)
            return;
        _file.Flush(flushToDisk: true);
        Interlocked.Add(ref _acknowledged, acknowledged);
    }

    public void Dispose() => _file.Dispose();

    /// <summary>All operations of all ledgers in a folder, each as it stands now.</summary>
    public static IReadOnlyList<Operation> ReadAll(string folder)
    {
        var operations = new List<Operation>();
        foreach (var ledger in Directory.EnumerateFiles(folder, "*.ndjson").Order(StringComparer.Ordinal))
        {
            var latest = new Dictionary<string, Operation>(StringComparer.Ordinal);
            foreach (var line in File.ReadLines(ledger))
            {
                var operation = Operation.Of(line);
                latest[operation.Key] = operation;
            }
            operations.AddRange(latest.Values);
        }
        return operations;
    }
}
