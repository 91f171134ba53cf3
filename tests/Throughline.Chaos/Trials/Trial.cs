using System.Globalization;

namespace Throughline.Chaos.Trials;

/// <summary>One run of a scenario: its seed, its cycles, its folder, and what it has to tell.</summary>
sealed class Trial(string scenario, int seed, int cycles, bool isShort, string folder, CancellationToken stop)
{
    const int FirstPrime = 16777619;
    readonly List<Readiness> _readiness = [];
    int _cycle;

    public string Scenario { get; } = scenario;

    public int Seed { get; } = seed;

    public int Cycles { get; } = cycles;

    /// <summary>The short form, which is part of ./test.sh.</summary>
    public bool IsShort { get; } = isShort;

    /// <summary>Where its data, ledgers and logs are. PostgreSQL's account can pass through.</summary>
    public string Folder { get; } = folder;

    public string Ledgers => Directory.CreateDirectory(Path.Combine(Folder, "ledgers")).FullName;

    public string Logs => Directory.CreateDirectory(Path.Combine(Folder, "logs")).FullName;

    public CancellationToken Stop { get; } = stop;

    /// <summary>From 1; 0 while it is being prepared.</summary>
    public int Cycle => Volatile.Read(ref _cycle);

    /// <summary>The chances of the scenario itself in this cycle: the same for the same seed and cycle.</summary>
    public Random Chance { get; private set; } = new(seed);

    /// <summary>How long nodes took to be ready, each time.</summary>
    public IReadOnlyList<Readiness> Readiness
    {
        get { lock (_readiness) return [.. _readiness]; }
    }

    /// <summary>Acknowledged operations, for the report.</summary>
    public long Acknowledged { get; set; }

    /// <summary>What the scenario found worth telling beside its outcome.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Chances of one of those who act, in this cycle.</summary>
    public Random ChanceOf(string who)
    {
        // string.GetHashCode differs from process to process.
        var hash = 2166136261;
        foreach (var c in string.Create(CultureInfo.InvariantCulture, $"{Scenario} {Seed} {Cycle} {who}"))
            hash = (hash ^ c) * FirstPrime;
        return new Random((int)hash);
    }

    public async Task EachCycleAsync(Func<Task> cycle)
    {
        for (var i = 1; i <= Cycles; i++)
        {
            Stop.ThrowIfCancellationRequested();
            Volatile.Write(ref _cycle, i);
            Chance = ChanceOf("scenario");
            await cycle();
        }
    }

    public void Add(Readiness readiness)
    {
        lock (_readiness) _readiness.Add(readiness);
    }

    public void Say(string line) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"   {Scenario} {Cycle}/{Cycles}: {line}"));
}

/// <summary>How long a node took until it took changes.</summary>
/// <param name="Event">What came before: "start", "restart", "recovery".</param>
sealed record Readiness(int Cycle, int Node, string Event, TimeSpan Took)
{
    /// <summary>The very first start makes a database cluster, which nobody promises a time for.</summary>
    public bool Counts => Event != "start";
}
