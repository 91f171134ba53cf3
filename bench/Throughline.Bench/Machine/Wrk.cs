using System.Globalization;
using Throughline.Bench.Runs;
using Throughline.Server.Tests.Api;

namespace Throughline.Bench.Machine;

/// <summary>wrk, with a Lua script that stands in this program.</summary>
static class Wrk
{
    /// <summary>The end of every script: one line of figures. wrk itself counts the answers of 400 and more.</summary>
    const string Done = """

        function done(summary, latency, requests)
          io.write(string.format("FIGURES %d %d %d %d %d\n", summary.requests, summary.duration,
            summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
            latency:percentile(50), latency:percentile(99)))
        end
        """;

    public const string Load = "wrk on the same machine, which shares its cores";

    /// <param name="script">Name of an embedded Lua script.</param>
    /// <param name="cpu">CPU seconds of the server until now.</param>
    /// <param name="asOwner">Whether each request carries the token of the instance's owner: ours wants one.</param>
    /// <param name="arguments">Given to the script.</param>
    public static async Task<(Sample Sample, long Answers)> RunAsync(
        Uri address, string script, int connections, double seconds, Func<double> cpu, bool asOwner, CancellationToken cancel, params string[] arguments)
    {
        string[] header = asOwner ? ["-H", "Authorization: " + InstanceOwner.Authorization] : [];
        using var folder = new TemporaryFolder();
        var file = folder["script.lua"];
        await File.WriteAllTextAsync(file, Embedded.Text(script) + Done, cancel);
        var before = cpu();
        var output = await ChildProcess.RunAsync(
            Programs.OnPath("wrk", "wrk"),
            [$"-t{Math.Min(connections, 2)}", $"-c{connections}", $"-d{Math.Ceiling(seconds).ToString(CultureInfo.InvariantCulture)}s", "--timeout", "10s", .. header, "-s", file, address.ToString(), "--", .. arguments],
            cancel);
        var used = cpu() - before;
        return Read(output, used);
    }

    internal static (Sample Sample, long Answers) Read(string output, double cpuSeconds)
    {
        var line = output.Split('\n').SingleOrDefault(one => one.StartsWith("FIGURES ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException("wrk ended without figures: " + output);
        var numbers = line.Split(' ')[1..].Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        var (answers, seconds, failed) = (numbers[0], numbers[1] / 1e6, numbers[2]);
        var sample = new Sample
        {
            Figures = new Dictionary<Figure, double>
            {
                [Figure.Rate] = answers / seconds,
                [Figure.P50] = numbers[3] / 1e3,
                [Figure.P99] = numbers[4] / 1e3,
            },
            Seconds = seconds,
            CpuSeconds = cpuSeconds,
            Failed = failed,
            Void = answers == 0 ? "nothing was answered" : null,
        };
        return (sample, answers);
    }
}
