namespace Throughline.Server.Tests.Architecture;

/// <summary>The arrows of docs/architecture.md: which stage may refer to which.</summary>
static class Arrows
{
    const string Server = "Throughline.Server";

    /// <summary>Small contracts of the HTTP door (current user, paging, problems) that endpoints speak.</summary>
    const string Contracts = "Edge.Contracts";

    /// <summary>What live streams carry beside facts: frames that the statistics make for them.</summary>
    const string Channels = Server + ".Followers.Statistics.Channels";

    static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Cli"] = ["Cli", "Client", "Features", "Journal", "Mail", "Postgres"],
        ["Edge"] = ["Edge", Contracts, "Features", "Journal", "Postgres"],
        [Contracts] = [Contracts, "Journal"],
        ["Client"] = ["Client"],
        ["Features"] = [Contracts, "Client", "Journal", "Mail", "Postgres"],
        ["Followers"] = [Contracts, "Journal", "Postgres"],
        ["Mail"] = ["Mail", Contracts, "Journal", "Postgres"],
        ["Journal"] = ["Journal", "Postgres"],
        ["Postgres"] = ["Postgres"],
    };

    /// <summary>The references that no arrow allows, each with its reason.</summary>
    public static IReadOnlyList<string> Broken(IEnumerable<(string From, string To, string Text)> references) =>
        [.. references.Select(reference => (Reason: Refusal(reference.From, reference.To), reference.Text)).Where(one => one.Reason is not null).Select(one => $"{one.Text}: {one.Reason}").Order(StringComparer.Ordinal)];

    public static string? Refusal(string from, string to)
    {
        // Program.cs is the one that sees everything; nobody sees it. Other assemblies are the packages' business.
        if (!IsServer(from) || from == Server || !IsServer(to)) return null;
        if (to == Server) return "only the runtime calls Program";

        var (source, target) = (StageOf(from), StageOf(to));
        if (!Allowed.TryGetValue(source, out var targets)) return $"{source} is no stage of the architecture";
        // What lists the nouns for Program.cs sees them all; none of them sees it.
        if (from == $"{Server}.Features" && target == source) return null;
        if (source is "Features" or "Followers" && target == source)
            return RoomOf(from) == RoomOf(to) || (RoomOf(from) == "Live" && to == Channels) ? null : $"{RoomOf(from)} and {RoomOf(to)} are siblings: they meet in the journal";
        return targets.Contains(target) ? null : $"there is no arrow {source} -> {target}";
    }

    static bool IsServer(string name) => name == Server || name.StartsWith(Server + ".", StringComparison.Ordinal);

    static string StageOf(string name) => name == $"{Server}.{Contracts}" || name.StartsWith($"{Server}.{Contracts}.", StringComparison.Ordinal)
        ? Contracts
        : name.Split('.')[2];

    static string RoomOf(string name) => name.Split('.').ElementAtOrDefault(3) ?? "";
}
