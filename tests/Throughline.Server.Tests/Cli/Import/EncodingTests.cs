using System.Text;
using Shouldly;
using Xunit;

namespace Throughline.Server.Tests.Cli.Import;

/// <summary>Files as editors and spreadsheets of all times save them.</summary>
public sealed class EncodingTests(ImportServer server) : IClassFixture<ImportServer>
{
    const string Row = "Über – “größe” € 漢字 😀";

    // What a code page of one byte per character can say.
    const string WesternRow = "Über – “größe” € Žluť ™";

    public static TheoryData<string, string, string> Forms => new()
    {
        { "utf-8", "\n", "UTF-8" },
        { "utf-8 marked", "\r\n", "UTF-8 with byte order mark" },
        { "utf-16le", "\r\n", "UTF-16 little-endian" },
        { "utf-16be", "\n", "UTF-16 big-endian" },
        { "windows-1252", "\r\n", "Windows-1252 (it is not UTF-8)" },
        { "utf-8", "\r", "UTF-8" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Its_text_is_read_as_it_was_written(string form, string lineEnd, string told)
    {
        var encoding = form switch
        {
            "utf-8" => new UTF8Encoding(false),
            "utf-8 marked" => new UTF8Encoding(true),
            "utf-16le" => new UnicodeEncoding(false, true),
            "utf-16be" => new UnicodeEncoding(true, true),
            _ => CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
        };
        var title = form == "windows-1252" ? WesternRow.Replace("ť", "t") : Row;
        using var target = await server.NewProjectAsync();
        // The last row is beyond the first buffers: the file is looked at to its end.
        var rows = Enumerable.Range(0, 5000).Select(i => $"X-{i},An ordinary story of many");
        var file = target.Write(string.Join(lineEnd, [.. rows.Prepend("key,title"), $"LAST,{title}", ""]), encoding);

        var (exitCode, output, errors) = await target.ImportAsync(file);

        errors.ShouldBeEmpty();
        exitCode.ShouldBe(0);
        output.ShouldContain($"stories.csv: 5001 rows, {told}, comma between columns\n");
        (await target.StoriesAsync())[^1].Title.ShouldBe(title);
    }

    [Theory]
    [InlineData(';', "semicolon")]
    [InlineData('\t', "tab")]
    [InlineData(',', "comma")]
    public async Task What_stands_between_columns_is_seen_in_the_header(char delimiter, string told)
    {
        using var target = await server.NewProjectAsync();
        var (exitCode, output, _) = await target.ImportAsync(target.Write(
            $"key{delimiter}title{delimiter}description\nX-1{delimiter}\"One; two, three!\"{delimiter}\"a, b, c, d; e; f\t\t\"\n"));
        exitCode.ShouldBe(0);
        output.ShouldContain($"UTF-8, {told} between columns\n");
        (await target.StoriesAsync()).ShouldBe([new Imported("X-1", "One; two, three!", "a, b, c, d; e; f\t\t", 0, 0, "[]", "One; two, three! 0")]);
    }
}
