using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Throughline.Bench.Machine;

namespace Throughline.Bench.Opponents;

/// <summary>The peers that are pinned in bench/peers, run by the Node.js that is pinned beside them.</summary>
static class Peer
{
    static string Folder => Path.Combine(Programs.Repository, "bench", "peers");

    static string Node => Path.Combine(Folder, "node_modules", $"node-linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}", "bin", "node");

    /// <param name="name">Of its program.</param>
    public static Task<Dialogue> StartAsync(string name, CancellationToken cancel, params string[] arguments) =>
        File.Exists(Node)
            ? Dialogue.StartAsync(Node, [Path.Combine(Folder, name + ".mjs"), .. arguments], cancel, Folder)
            : throw new InvalidOperationException($"{Node} is missing: run `npm ci --prefix bench/peers`, as ./bench.sh does.");

    /// <summary>Name and version, such as "socket.io 4.8.4".</summary>
    public static string NameOf(JsonNode ready) => $"{ready["name"]} {ready["version"]}";

    public static string SettingsOf(JsonNode ready) => $"Node.js {ready["node"]}, {ready["settings"]!.ToJsonString()}";
}
