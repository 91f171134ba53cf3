using System.Runtime.CompilerServices;
using Xunit;

namespace Throughline.Server.Tests.Cli;

/// <summary>Compares text with an approved file under Snapshots. THROUGHLINE_ACCEPT=1 writes what is now right.</summary>
static class Snapshot
{
    public static void Matches(string name, string actual, [CallerFilePath] string caller = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(caller)!, "Snapshots", name);
        actual = actual.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("THROUGHLINE_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
            return;
        }

        var approved = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        if (approved != actual) Assert.Fail($"{name} is not as approved:\n{Difference(approved, actual)}\nIf it is right now: THROUGHLINE_ACCEPT=1 ./test.sh, then look at the change and commit it.");
    }

    /// <summary>The lines that differ: `-` approved, `+` actual, with what both begin and end with left out.</summary>
    public static string Difference(string approved, string actual)
    {
        var (before, after) = (approved.Split('\n'), actual.Split('\n'));
        var shorter = Math.Min(before.Length, after.Length);
        var head = 0;
        while (head < shorter && before[head] == after[head]) head++;
        var tail = 0;
        while (tail < shorter - head && before[^(tail + 1)] == after[^(tail + 1)]) tail++;
        return string.Join('\n', before[head..^tail].Select(line => "- " + line).Concat(after[head..^tail].Select(line => "+ " + line)));
    }
}
