using System.Globalization;
using Shouldly;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Cli.Import;

/// <summary>A file's size is a matter of time, not of memory.</summary>
public sealed class LargeFileTests(ImportServer server, ITestOutputHelper output) : IClassFixture<ImportServer>
{
    const int Rows = 100_000;
    const int MostMegabytes = 250;

    [Fact]
    public async Task A_hundred_thousand_rows_need_no_more_memory_than_a_few()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("Peak memory is read from /proc.");
        using var target = await server.NewProjectAsync();
        var file = target.PathOf("large.csv");
        await WriteAsync(file);

        await using var import = ImportServer.Start(server.Server.Node.Address, target.Key, file);
        var exit = import.ExitAsync(TimeSpan.FromMinutes(4));
        var peak = 0L;
        while (!exit.IsCompleted)
        {
            peak = Math.Max(peak, PeakMegabytes(import.Id));
            await Task.WhenAny(exit, Task.Delay(20, TestContext.Current.CancellationToken));
        }

        output.WriteLine($"{import.Output.TrimEnd()}\npeak {peak} MB, file {new FileInfo(file).Length / 1024 / 1024} MB");
        (await exit).ShouldBe(0, import.Errors);
        import.Output.ShouldContain($"{Rows} new, 0 changed, 0 unchanged, 0 refused in ");
        (await server.Server.AskAsync<long>($"SELECT count(*) FROM stories WHERE project_id = '{target.Id}'")).ShouldBe(Rows);
        (await server.Server.AskAsync<int>($"SELECT max(length(description)) FROM stories WHERE project_id = '{target.Id}'")).ShouldBe(20_003);
        peak.ShouldBeInRange(20, MostMegabytes);
    }

    static async Task WriteAsync(string file)
    {
        var longest = string.Concat(Enumerable.Repeat("\"A line, and\nanother\" ", 1000))[..20_003].Replace("\"", "\"\"", StringComparison.Ordinal);
        await using var text = new StreamWriter(file);
        await text.WriteLineAsync("issuekey,title,description,storypoint,split_mark");
        for (var i = 0; i < Rows; i++)
            await text.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"L-{i},Story {i},\"{(i % 1000 == 0 ? longest : $"What there is to do in story {i}, in some words.")}\",{i % 13},train"));
    }

    static long PeakMegabytes(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            // It ended at this moment.
            return 0;
        }
    }
}
