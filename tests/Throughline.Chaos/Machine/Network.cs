using System.Globalization;

namespace Throughline.Chaos.Machine;

/// <summary>
/// A network namespace with one cable to the machine, for a node that is to be cut off from its database. What is cut is dropped
/// without a word, as a broken switch does it: the packets of one direction find a queue of no length.
/// </summary>
sealed class Network : IAsyncDisposable
{
    const string Inside = "db";
    static int _made;
    readonly string _name;
    readonly string _outside;
    readonly int _number;

    Network(int number)
    {
        _number = number;
        _name = string.Create(CultureInfo.InvariantCulture, $"{Leftovers.Mine}-{number}");
        // The names of cables have 15 letters at most.
        _outside = string.Create(CultureInfo.InvariantCulture, $"tl{Environment.ProcessId}n{number}");
        Through = ["ip", "netns", "exec", _name];
    }

    /// <summary>The machine's end of the cable: where PostgreSQL listens for whoever is inside.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"10.213.{Environment.ProcessId % 256}.{4 * _number + 1}");

    /// <summary>Before a command: it runs inside.</summary>
    public string[] Through { get; }

    /// <summary>The file that stands for the namespace.</summary>
    public string Path => "/run/netns/" + _name;

    public static string? WhyNot() => Tool.WhyNot("ip", "tc");

    public static async Task<Network> MakeAsync()
    {
        var network = new Network(Interlocked.Increment(ref _made) % 63);
        try
        {
            await network.BuildAsync();
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>Drops what goes to the database, what comes from it, or both.</summary>
    public async Task CutAsync(bool requests, bool answers)
    {
        if (requests)
            await Tool.RunAsync("tc", "-netns", _name, "qdisc", "replace", "dev", Inside, "root", "pfifo", "limit", "0");
        if (answers)
            await Tool.RunAsync("tc", "qdisc", "replace", "dev", _outside, "root", "pfifo", "limit", "0");
    }

    /// <summary>Lets everything through again.</summary>
    public async Task MendAsync()
    {
        // Refused where nothing was cut.
        await Tool.TryAsync("tc", "-netns", _name, "qdisc", "delete", "dev", Inside, "root");
        await Tool.TryAsync("tc", "qdisc", "delete", "dev", _outside, "root");
    }

    /// <summary>The cable goes with the namespace that it leads to.</summary>
    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path))
            await Leftovers.RemoveNetworkAsync(_name);
    }

    async Task BuildAsync()
    {
        var inside = string.Create(CultureInfo.InvariantCulture, $"10.213.{Environment.ProcessId % 256}.{4 * _number + 2}/30");
        await Tool.RunAsync("ip", "netns", "add", _name);
        await Tool.RunAsync("ip", "link", "add", _outside, "type", "veth", "peer", "name", Inside, "netns", _name);
        await Tool.RunAsync("ip", "address", "add", Address + "/30", "dev", _outside);
        await Tool.RunAsync("ip", "link", "set", _outside, "up");
        await Tool.RunAsync("ip", "-netns", _name, "address", "add", inside, "dev", Inside);
        await Tool.RunAsync("ip", "-netns", _name, "link", "set", Inside, "up");
        await Tool.RunAsync("ip", "-netns", _name, "link", "set", "lo", "up");
    }
}
