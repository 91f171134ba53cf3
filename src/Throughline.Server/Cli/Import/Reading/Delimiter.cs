using CsvHelper;

namespace Throughline.Server.Cli.Import.Reading;

/// <summary>What stands between the columns: the one of comma, semicolon and tab that gives the first line the most of them.</summary>
static class Delimiter
{
    static readonly char[] Known = [',', ';', '\t'];

    public static char Of(Stream stream, TextForm form) => Known.MaxBy(delimiter =>
    {
        stream.Position = 0;
        using var reader = CsvReader.Create(stream, Options(delimiter, form) with { MalformedData = CsvMalformedDataHandling.Recover }, leaveOpen: true);
        reader.ReadHeader();
        return reader.Headers.Count;
    });

    public static string NameOf(char delimiter) => delimiter switch
    {
        ',' => "comma",
        ';' => "semicolon",
        _ => "tab",
    };

    /// <summary>How the file is read: strictly, because what is guessed about quotes would be stored.</summary>
    public static CsvReaderOptions Options(char delimiter, TextForm form) => new()
    {
        Separator = delimiter,
        Encoding = form.Encoding,
        MalformedData = CsvMalformedDataHandling.Throw,
        TrackLineNumbers = true,
        MaxRecordSize = StoriesFile.RecordBytes,
    };
}
