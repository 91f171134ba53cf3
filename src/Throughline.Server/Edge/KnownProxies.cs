using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Throughline.Server.Postgres;

namespace Throughline.Server.Edge;

/// <summary>
/// What a proxy says about the client it asks for: its address, the host and the scheme that it used. Only proxies that the settings name are believed, the
/// last one first; anybody else could write the same headers.
/// </summary>
static class KnownProxies
{
    /// <exception cref="StartupException">It is not a list of addresses.</exception>
    public static ForwardedHeadersOptions? Read(string setting)
    {
        var names = setting.Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0)
            return null;
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            // As many proxies as stand in a row, as long as each is known.
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var name in names)
            if (name.Contains('/', StringComparison.Ordinal) && System.Net.IPNetwork.TryParse(name, out var network))
                options.KnownIPNetworks.Add(network);
            else if (IPAddress.TryParse(name, out var address))
                options.KnownProxies.Add(address);
            else
                throw new StartupException($"Edge:KnownProxies has {name}, which is no address and no network: write 10.0.0.7 or 10.0.0.0/24, several with ; between them.");
        return options;
    }
}
