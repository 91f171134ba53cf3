using System.Net;
using System.Net.Sockets;
using Throughline.Server.Postgres;

namespace Throughline.Server.Cli.Serve;

/// <summary>The addresses the server listens on.</summary>
public sealed class Addresses
{
    readonly List<BindingAddress> _all;

    Addresses(List<BindingAddress> all) => _all = all;

    public string[] Urls => [.. _all.Select(address => address.ToString())];

    /// <summary>The first of them, as people on this machine open it.</summary>
    public Uri ToOpen => Opened(Urls[0]);

    public static Addresses Of(IConfiguration settings) =>
        Parse((settings.GetSection(ServerSettings.Section).Get<ServerSettings>() ?? new ServerSettings()).Urls);

    /// <summary>An address that is listened on, as people on this machine open it: no browser goes to 0.0.0.0.</summary>
    public static Uri Opened(string url)
    {
        var address = BindingAddress.Parse(url);
        return new Uri(address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? $"http://localhost:{address.Port}" : url);
    }

    public static Addresses Parse(string urls)
    {
        var all = new List<BindingAddress>();
        foreach (var url in urls.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(url.Replace("*", "any", StringComparison.Ordinal).Replace("+", "any", StringComparison.Ordinal), UriKind.Absolute, out _))
                throw new UsageException($"'{url}' isn't an address to listen on; write http://HOST:PORT.");
            var address = BindingAddress.Parse(url);
            if (!string.Equals(address.Scheme, "http", StringComparison.OrdinalIgnoreCase))
                throw new UsageException($"{url} can't be served: the server speaks http; put a proxy that ends TLS in front of it.");
            if (address.PathBase.Length > 0)
                throw new UsageException($"{url} has a path; the server answers at the root, write http://{address.Host}:{address.Port}.");
            all.Add(address);
        }

        return all.Count > 0 ? new Addresses(all) : throw new UsageException("There is no address to listen on; write --urls http://localhost:8080.");
    }

    /// <summary>
    /// A demo lets everybody in who reaches it from this machine, and keeps no secret: nobody else may reach it at all.
    /// Kestrel listens on every interface for any host name but localhost, so a name is no better than 0.0.0.0.
    /// </summary>
    public void RefuseOthersThanLoopback()
    {
        var open = _all.Find(address => !IsLoopback(address));
        if (open is not null)
            throw new UsageException(
                $"{open} can be reached from other machines, and a demo is for this one alone; " +
                $"let it listen on http://localhost:{open.Port}, or start `serve`, which asks who comes.");
    }

    /// <summary>Tells a taken port before PostgreSQL is started for nothing. The real bind may still fail, and says the same.</summary>
    public void CheckFree()
    {
        foreach (var address in _all.Where(address => !address.IsUnixPipe && address.Port > 0))
        {
            // Kestrel's localhost is both loopbacks, and one of them is enough.
            var hosts = IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) ? [ip] : new[] { IPAddress.Loopback, IPAddress.IPv6Loopback };
            foreach (var host in hosts)
            {
                var error = TryBind(host, address.Port);
                if (error is SocketError.AddressAlreadyInUse) throw Taken(address.ToString());
                if (error is SocketError.AccessDenied) throw Denied(address.ToString());
            }
        }
    }

    public static StartupException Taken(string url, Exception? inner = null) =>
        new($"{url} is taken by another program; stop that one or choose another address: --urls http://localhost:PORT", inner);

    public static StartupException Denied(string url, Exception? inner = null) =>
        new($"This account may not listen on {url}; choose a port from 1024 on: --urls http://localhost:8080", inner);

    static SocketError TryBind(IPAddress host, int port)
    {
        try
        {
            using var socket = new Socket(host.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(host, port));
            return SocketError.Success;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode;
        }
    }

    static bool IsLoopback(BindingAddress address) =>
        address.IsUnixPipe
        || string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
