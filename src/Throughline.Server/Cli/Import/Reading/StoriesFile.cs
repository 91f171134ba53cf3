using CsvHelper;

namespace Throughline.Server.Cli.Import.Reading;

/// <summary>A CSV file of stories that was read through once, so that it is known to be whole before any of it is sent.</summary>
public sealed class StoriesFile
{
    /// <summary>Bytes of one record: several times what a story can say. More is a quote that was never closed.</summary>
    public const int RecordBytes = 4 * 1024 * 1024;

    readonly string _path;
    readonly CsvReaderOptions _options;

    StoriesFile(string path, TextForm form, char delimiter, Columns columns, long rows)
    {
        (_path, _options) = (path, Delimiter.Options(delimiter, form));
        (Name, Form, Separator, Columns, Rows) = (Path.GetFileName(path), form, delimiter, columns, rows);
    }

    public string Name { get; }

    public TextForm Form { get; }

    public char Separator { get; }

    public Columns Columns { get; }

    /// <summary>How many there are under the header; empty ones don't count.</summary>
    public long Rows { get; }

    /// <exception cref="UsageException">It can't be imported; the message says why, and in which line.</exception>
    public static StoriesFile Check(string path, IReadOnlyList<(StoryField, string)> map, CancellationToken cancellation)
    {
        var name = Path.GetFileName(path);
        using var stream = Open(path);
        if (stream.Length == 0)
            throw new UsageException($"{name} is empty.");
        var form = TextForm.Recognise(name, stream, cancellation);
        var delimiter = Delimiter.Of(stream, form);
        stream.Position = 0;
        using var reader = CsvReader.Create(stream, Delimiter.Options(delimiter, form));
        try
        {
            reader.ReadHeader();
            if (reader.Headers.All(string.IsNullOrWhiteSpace))
                throw new UsageException($"{name} has nothing but empty lines.");
            var columns = Columns.Of(name, reader.Headers, map);
            var rows = 0L;
            while (ReadRow(reader, cancellation))
                rows++;
            return rows > 0
                ? new StoriesFile(path, form, delimiter, columns, rows)
                : throw new UsageException($"{name} has a header and no rows under it.");
        }
        catch (CsvFormatException e)
        {
            throw new UsageException($"{name} is not whole: {Explain(e)} Nothing was imported.", e);
        }
    }

    /// <summary>Reads it again from its start, row by row.</summary>
    public IEnumerable<CsvReader> Read(CancellationToken cancellation)
    {
        using var reader = CsvReader.Create(Open(_path), _options);
        while (ReadRow(reader, cancellation))
            yield return reader;
    }

    // Spreadsheets leave rows of nothing but delimiters at the end.
    static bool ReadRow(CsvReader reader, CancellationToken cancellation)
    {
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < reader.FieldCount; i++)
                if (reader.GetSpan(i).ContainsAnyExcept(" \t"u8))
                    return true;
        }
        return false;
    }

    static string Explain(CsvFormatException e)
    {
        var row = $"the row that begins in line {e.LineNumber}";
        if (e.Message.Contains("never closed", StringComparison.Ordinal))
            return $"{row} has a quoted field that is never closed.";
        if (e.Message.Contains("inside an unquoted field", StringComparison.Ordinal))
            return $"{row} has a quote inside a field that is not quoted; quote the field and write the quote twice.";
        if (e.Message.Contains("after the closing quote", StringComparison.Ordinal))
            return $"{row} has text after the closing quote of a field; a quote inside of a field is written twice.";
        return $"{row} is longer than {RecordBytes / 1024 / 1024} MiB; perhaps a quoted field is never closed.";
    }

    static FileStream Open(string path)
    {
        try
        {
            var file = new FileStream(path, new FileStreamOptions { Options = FileOptions.SequentialScan });
            return file.CanSeek ? file : throw new UsageException($"{path} can't be read twice; save it as a file.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException($"There is no file {path}.", e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new UsageException(Directory.Exists(path) ? $"{path} is a folder; name a CSV file." : $"{path} can't be read: {e.Message}", e);
        }
    }
}
