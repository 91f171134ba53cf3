using System.Globalization;

namespace Throughline.Bench.Machine;

/// <summary>A process and all that it started, as /proc shows them.</summary>
static class ProcessTree
{
    // The unit of /proc/*/stat is 1/100 s on every Linux that .NET runs on.
    const double TicksPerSecond = 100;

    /// <summary>CPU seconds since the start: of those that live, and of those that ended and were waited for.</summary>
    public static double CpuSeconds(int root) => Of(root).Sum(one => one.Ticks) / TicksPerSecond;

    /// <summary>CPU seconds of the process alone.</summary>
    public static double OwnCpuSeconds(int id) => (Read(id)?.OwnTicks ?? 0) / TicksPerSecond;

    /// <summary>Ids of the process and of all below it.</summary>
    public static IEnumerable<int> Ids(int root) => Of(root).Select(one => one.Id);

    static List<Stat> Of(int root)
    {
        var all = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Where(name => char.IsAsciiDigit(name![0])).Select(name => Read(int.Parse(name!, CultureInfo.InvariantCulture))).OfType<Stat>().ToLookup(one => one.Parent);
        var tree = new List<Stat>();
        if (Read(root) is { } first) tree.Add(first);
        for (var at = 0; at < tree.Count; at++) tree.AddRange(all[tree[at].Id]);
        return tree;
    }

    static Stat? Read(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            // The second field is the program's name in parentheses, and may have blanks in it.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new Stat(id, int.Parse(fields[1], CultureInfo.InvariantCulture), Sum(fields[11..15]), Sum(fields[11..13]));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null; // It ended meanwhile.
        }
    }

    static long Sum(string[] fields) => fields.Sum(field => long.Parse(field, CultureInfo.InvariantCulture));

    /// <param name="Ticks">With those of children that ended.</param>
    sealed record Stat(int Id, int Parent, long Ticks, long OwnTicks);
}
