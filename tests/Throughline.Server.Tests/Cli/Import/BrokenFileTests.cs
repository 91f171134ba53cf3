using System.Text;
using Shouldly;
using Xunit;

namespace Throughline.Server.Tests.Cli.Import;

/// <summary>A file that can't be imported is told in one line with the place, and nothing of it is.</summary>
public sealed class BrokenFileTests(ImportServer server) : IClassFixture<ImportServer>
{
    public static TheoryData<string, string> Texts => new()
    {
        { "", "stories.csv is empty." },
        { "\uFEFF", "stories.csv has nothing but empty lines." },
        { "\n \n\n", "stories.csv has nothing but empty lines." },
        { "key,title\n", "stories.csv has a header and no rows under it." },
        { "key,title\n\n,\n", "stories.csv has a header and no rows under it." },
        { "a,b\n1,2\n", "stories.csv has no column that is recognised as the title. Say which one it is: --map title=COLUMN. It has: a, b." },
        { "title,body\n1,2\n", "stories.csv has no column that is recognised as the key. The key makes the import repeatable: say which column names a story for good, --map key=COLUMN. It has: title, body." },
        { "key,title\nA,one\nB,\"two\nC,three\n", "stories.csv is not whole: the row that begins in line 3 has a quoted field that is never closed. Nothing was imported." },
        { "key,title\nA,\"one\nand more\"\nB,\"two\" three\n", "stories.csv is not whole: the row that begins in line 4 has text after the closing quote of a field; a quote inside of a field is written twice. Nothing was imported." },
        { "key,title\n\nA,6\" pipe\n", "stories.csv is not whole: the row that begins in line 3 has a quote inside a field that is not quoted; quote the field and write the quote twice. Nothing was imported." },
        { "key,title\nA,one\nB,tw\0o\n", "stories.csv is not a text file: line 3 has a NUL. Save a spreadsheet as CSV first." },
        { "\"key,title\nA,one\n", "stories.csv is not whole: the row that begins in line 1 has a quoted field that is never closed. Nothing was imported." },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task It_is_refused_as_a_whole(string text, string message)
    {
        using var target = await server.NewProjectAsync();
        await ShouldBeRefusedAsync(target, target.Write(text), message);
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_is_found_without_reading_the_file_into_memory()
    {
        using var target = await server.NewProjectAsync();
        var text = new StringBuilder("key,title\nA,one\nB,\"");
        for (var i = 0; i < 400_000; i++)
            text.Append("a line of many,\n");
        await ShouldBeRefusedAsync(target, target.Write(text.ToString()),
            "stories.csv is not whole: the row that begins in line 3 is longer than 4 MiB; perhaps a quoted field is never closed. Nothing was imported.");
    }

    [Fact]
    public async Task What_is_no_text_is_told_so()
    {
        using var target = await server.NewProjectAsync();
        byte[] spreadsheet = [0x50, 0x4B, 0x03, 0x04, 0x14, 0x00, 0x08, 0x08, 0x0A, 0xFF, 0x00];
        await ShouldBeRefusedAsync(target, target.Write(spreadsheet), "stories.csv is not a text file: line 1 has a NUL. Save a spreadsheet as CSV first.");
        // Not UTF-8 at first, and binary after that.
        await ShouldBeRefusedAsync(target, target.Write([0x89, 0x50, 0x0A, 0x4E, 0x00]), "stories.csv is not a text file: line 2 has a NUL. Save a spreadsheet as CSV first.");
        await ShouldBeRefusedAsync(target, target.Write([0xEF, 0xBB, 0xBF, .. "key,title\nA,"u8, 0xE9, .. "\n"u8]),
            "stories.csv begins with the mark of UTF-8 with byte order mark, but line 2 has bytes that mean nothing in it. Save it anew.");
        await ShouldBeRefusedAsync(target, target.Write([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("key,title\nA,"), 0x00, 0xD8, .. Encoding.Unicode.GetBytes("\n")]),
            "stories.csv begins with the mark of UTF-16 little-endian, but line 2 has bytes that mean nothing in it. Save it anew.");
    }

    [Fact]
    public async Task What_is_not_there_or_no_file_is_told_so()
    {
        using var target = await server.NewProjectAsync();
        await ShouldBeRefusedAsync(target, target.PathOf("none.csv"), $"There is no file {target.PathOf("none.csv")}.");
        Directory.CreateDirectory(target.PathOf("folder"));
        await ShouldBeRefusedAsync(target, target.PathOf("folder"), $"{target.PathOf("folder")} is a folder; name a CSV file.");
    }

    [Theory]
    [InlineData("--map", "title", "--map title: write FIELD=COLUMN, such as --map title=summary.")]
    [InlineData("--map", "colour=title", "--map colour=title: colour is none of the fields key, title, description, points, estimate, priority, labels, status.")]
    [InlineData("--map", "title=name", "--map title=name: stories.csv has no column 'name'. It has: key, title.")]
    [InlineData("--hours-per-point", "0", "--hours-per-point 0: write a number of hours above 0, at most 8760, such as 2 or 0.5.")]
    [InlineData("--hours-per-point", "many", "--hours-per-point many: write a number of hours above 0, at most 8760, such as 2 or 0.5.")]
    [InlineData("--refused", "no/such/folder.csv", "--refused /")]
    [InlineData("--colour", "red", "Unrecognized command or argument '--colour'. See: Throughline.Server import stories --help")]
    public async Task What_is_asked_wrongly_is_told(string option, string value, string message)
    {
        using var target = await server.NewProjectAsync();
        await ShouldBeRefusedAsync(target, target.Write("key,title\nA,one\n"), message, option, value);
    }

    [Fact]
    public async Task A_project_that_is_not_there_and_a_server_that_is_not_are_told()
    {
        using var target = await server.NewProjectAsync();
        var file = target.Write("key,title\nA,one\n");
        var (exitCode, output, errors) = await ImportServer.RunAsync(server.Server.Node.Address, "NONE", file);
        (exitCode, output).ShouldBe((2, ""));
        errors.ShouldContain("has no project NONE");

        (exitCode, output, errors) = await ImportServer.RunAsync(new Uri("http://127.0.0.1:9"), target.Key, file);
        (exitCode, output).ShouldBe((1, ""));
        errors.ShouldContain("http://127.0.0.1:9/ can't be reached");
        errors.Trim().ShouldNotContain('\n');

        (exitCode, _, errors) = await ServerProcess.RunAsync(Path.GetDirectoryName(file)!, ["import", "stories", file, "--project", target.Key, "--server", "somewhere"]);
        (exitCode, errors).ShouldBe((2, "'somewhere' isn't the address of a server; write --server http://HOST:PORT.\n"));
    }

    async Task ShouldBeRefusedAsync(ImportTarget target, string file, string message, params string[] options)
    {
        var before = await server.Server.FootprintAsync();
        var (exitCode, output, errors) = await target.ImportAsync(file, options);
        errors.ShouldStartWith(message, Case.Sensitive);
        errors.Count(c => c == '\n').ShouldBe(1);
        output.ShouldBeEmpty();
        exitCode.ShouldBe(2);
        (await server.Server.FootprintAsync()).ShouldBe(before);
    }
}
