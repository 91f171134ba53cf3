namespace Throughline.Server.Postgres.Embedded;

/// <summary>PostgreSQL's words: first into one file, and once its own log collector runs into one file per weekday.</summary>
static class PostgresLog
{
    public static string BeforeItsFiles(string folder) => Path.Combine(folder, "start.log");

    /// <summary>The last thing that was fatal since the last start; as one line for an error message.</summary>
    public static string LastWords(string folder)
    {
        try
        {
            var files = new DirectoryInfo(folder).EnumerateFiles("*.log").OrderByDescending(file => file.LastWriteTimeUtc).Take(2);
            foreach (var file in files)
            {
                var lines = Read(file.FullName);
                var start = lines.FindLastIndex(line => line.Contains("LOG:  starting PostgreSQL", StringComparison.Ordinal));
                var fatal = lines.FindLastIndex(line => line.Contains("FATAL:  ", StringComparison.Ordinal) || line.Contains("PANIC:  ", StringComparison.Ordinal));
                if (fatal > start) return lines[fatal][(lines[fatal].IndexOf(":  ", StringComparison.Ordinal) + 3)..].Trim();
            }

            // What is wrong with the folder itself is said before there are levels.
            if (Read(BeforeItsFiles(folder)).Find(line => line.Length > 0 && !line.Contains(" LOG:  ", StringComparison.Ordinal) && !line.Contains(" HINT:  ", StringComparison.Ordinal)) is { } plain)
                return plain.Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"and its log can't be read: {failure.Message.TrimEnd('.')}";
        }

        return $"without a word; its log is in {folder}";
    }

    static List<string> Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        // The end is enough, and a log may have grown large.
        stream.Seek(-Math.Min(stream.Length, 64 * 1024), SeekOrigin.End);
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n')];
    }
}
