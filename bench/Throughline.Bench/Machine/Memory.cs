using System.Globalization;

namespace Throughline.Bench.Machine;

/// <summary>Resident memory of processes.</summary>
/// <param name="Proportional">MB; pages that several share count once, in parts (PSS).</param>
/// <param name="Resident">MB; pages that several share count for each of them (RSS).</param>
readonly record struct Memory(double Proportional, double Resident)
{
    public static Memory operator +(Memory left, Memory right) => new(left.Proportional + right.Proportional, left.Resident + right.Resident);

    public static Memory Add(Memory left, Memory right) => left + right;

    public static Memory OfTree(int root) => ProcessTree.Ids(root).Select(Of).Aggregate(default(Memory), (sum, one) => sum + one);

    /// <summary>Nothing, when the process has ended.</summary>
    public static Memory Of(int process)
    {
        try
        {
            var lines = File.ReadAllLines($"/proc/{process}/smaps_rollup");
            return new Memory(Megabytes(lines, "Pss:"), Megabytes(lines, "Rss:"));
        }
        catch (IOException)
        {
            return default;
        }
    }

    static double Megabytes(string[] lines, string name) =>
        double.Parse(lines.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024 / 1e6;
}
