namespace Throughline.Server.Postgres.Embedded;

/// <summary>PostgreSQL's words: first into one file, and once its own log collector runs into one file per weekday.</summary>
static class PostgresLog
{
    public static string BeforeItsFiles(string folder) => Path.Combine(folder, "start.log");

    /// <summary>What was fatal in the last start or run, for an error message of one line.</summary>
    public static string LastWords(string folder)
    {
        try
        {
            var first = Read(BeforeItsFiles(folder));
            var words = first.Exists(line => line.Contains("redirecting log output", StringComparison.Ordinal)) ? InItsFiles(folder) : Fatal(first) ?? Plain(first);
            return words?.Trim() ?? $"without a word; its log is in {folder}";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"and its log can't be read: {failure.Message.TrimEnd('.')}";
        }
    }

    static string? InItsFiles(string folder)
    {
        var newest = new DirectoryInfo(folder).EnumerateFiles("postgresql-*.log").MaxBy(file => file.LastWriteTimeUtc);
        if (newest is null) return null;
        var lines = Read(newest.FullName);
        var start = lines.FindLastIndex(line => line.Contains("LOG:  starting PostgreSQL", StringComparison.Ordinal));
        return Fatal(lines[Math.Max(0, start)..]);
    }

    static string? Fatal(List<string> lines) =>
        lines.FindLast(line => line.Contains("FATAL:  ", StringComparison.Ordinal) || line.Contains("PANIC:  ", StringComparison.Ordinal)) is { } fatal
            ? fatal[(fatal.IndexOf(":  ", StringComparison.Ordinal) + 3)..]
            : null;

    // What is wrong with the folder itself is said before there are levels.
    static string? Plain(List<string> lines) => lines.Find(line => line.Length > 0 && !line.Contains(":  ", StringComparison.Ordinal));

    static List<string> Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        // The end is enough, and a log may have grown large.
        stream.Seek(-Math.Min(stream.Length, 64 * 1024), SeekOrigin.End);
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n')];
    }
}
