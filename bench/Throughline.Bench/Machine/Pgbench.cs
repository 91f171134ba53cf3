using System.Globalization;
using Throughline.Bench.Runs;

namespace Throughline.Bench.Machine;

/// <summary>pgbench with a script that stands in this program, prepared.</summary>
static class Pgbench
{
    public const string Load = "pgbench on the same machine, over the private socket: no HTTP";

    public static async Task<(Sample Sample, long Answers)> RunAsync(PrivatePostgres postgres, string script, int clients, double seconds, CancellationToken cancel)
    {
        using var folder = new TemporaryFolder();
        var file = folder["script.sql"];
        await File.WriteAllTextAsync(file, Embedded.Text(script), cancel);
        var before = postgres.CpuSeconds();
        var output = await ChildProcess.RunAsync(
            Program(),
            [
                "--no-vacuum", "--protocol=prepared", $"--client={clients}", $"--jobs={Math.Min(clients, 2)}", $"--time={Math.Ceiling(seconds).ToString(CultureInfo.InvariantCulture)}",
                $"--file={file}", $"--host={postgres.Host}", "--port=5432", $"--username={postgres.User}", postgres.Database,
            ],
            cancel);
        var used = postgres.CpuSeconds() - before;
        return Read(output, seconds, used);
    }

    internal static (Sample Sample, long Answers) Read(string output, double seconds, double cpuSeconds) => (new Sample
    {
        Figures = new Dictionary<Figure, double> { [Figure.Rate] = Number("tps = ", output), [Figure.Average] = Number("latency average = ", output) },
        Seconds = seconds,
        CpuSeconds = cpuSeconds,
        Failed = (long)Number("number of failed transactions: ", output),
    }, (long)Number("number of transactions actually processed: ", output));

    static double Number(string words, string output)
    {
        var line = output.Split('\n').LastOrDefault(one => one.StartsWith(words, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"pgbench did not say '{words}': {output}");
        return double.Parse(line[words.Length..].Split([' ', '/'])[0], CultureInfo.InvariantCulture);
    }

    // Debian's wrapper on the PATH only looks for this one.
    static string Program() =>
        (Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateFiles("/usr/lib/postgresql", "pgbench", SearchOption.AllDirectories) : []).Order().LastOrDefault()
        ?? Programs.OnPath("pgbench", "postgresql");
}
