using System.Globalization;
using CsvHelper;

namespace Throughline.Server.Cli.Import;

/// <summary>All refused rows in a CSV file, with their lines and reasons, for those who ask for it.</summary>
sealed class RefusedRows : IDisposable
{
    readonly CsvWriter? _writer;

    /// <param name="path">Null: nobody asked.</param>
    /// <exception cref="UsageException">It can't be written.</exception>
    public RefusedRows(string? path)
    {
        if (path is null)
            return;
        try
        {
            _writer = CsvWriter.ToFile(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--refused {path} can't be written: {e.Message}", e);
        }
        Write("line", "reason");
    }

    public void Add(long line, string reason) => Write(line.ToString(CultureInfo.InvariantCulture), reason);

    public void Dispose() => _writer?.Dispose();

    void Write(string line, string reason)
    {
        _writer?.WriteField(line);
        _writer?.WriteField(reason);
        _writer?.EndRecord();
    }
}
