using System.Text;

namespace Throughline.Server.Cli.Work;

/// <summary>Reads what a command writes to its end, however much that is, and keeps the last of it.</summary>
/// <param name="line">Told each line; a long one comes in pieces.</param>
sealed class Tail(Action<string>? line)
{
    // With the exit code before it, it is as long as a reason may be.
    const int Kept = 1970;
    const int LongestLine = 4000;

    readonly Lock _gate = new();
    readonly StringBuilder _kept = new();
    readonly StringBuilder _line = new();

    /// <summary>The end of it, without blanks around.</summary>
    public string Text
    {
        get
        {
            lock (_gate)
            {
                var text = _kept.ToString().Trim();
                return text.Length <= Kept ? text : text[^Kept..].TrimStart();
            }
        }
    }

    public async Task ReadAsync(Stream stream)
    {
        try
        {
            using var reader = new StreamReader(stream, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);
            var chunk = new char[4096];
            while (await reader.ReadAsync(chunk) is > 0 and var length)
                Add(chunk.AsSpan(0, length));
            Tell();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The command is gone.
        }
    }

    void Add(ReadOnlySpan<char> chunk)
    {
        lock (_gate)
        {
            _kept.Append(chunk);
            if (_kept.Length > 4 * Kept)
                _kept.Remove(0, _kept.Length - 2 * Kept);
        }
        if (line is null)
            return;
        foreach (var one in chunk)
        {
            if (one == '\n' || _line.Length >= LongestLine)
                Tell();
            if (one != '\n')
                _line.Append(one);
        }
    }

    void Tell()
    {
        if (_line.Length == 0)
            return;
        line?.Invoke(_line.ToString());
        _line.Clear();
    }
}
