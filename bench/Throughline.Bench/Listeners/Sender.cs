using System.Text;
using Throughline.Bench.Wire;

namespace Throughline.Bench.Listeners;

/// <summary>Makes the events happen: posts them on one connection, from a thread of its own.</summary>
sealed class Sender : IDisposable
{
    /// <summary>Where the marker stands in the text of an event.</summary>
    public const string Place = "{marker}";

    readonly KeptConnection _connection;
    readonly byte[] _request;
    readonly int[] _markers;
    readonly string _blank = new((char)Marker.Edge, Marker.Length);

    /// <param name="text">One event as the server wants it.</param>
    /// <param name="perRequest">How many of them are lines of one request.</param>
    /// <param name="authorization">As <see cref="KeptConnection.Post"/> takes it.</param>
    public Sender(int port, string path, string contentType, string text, int perRequest, string? authorization)
    {
        _connection = new KeptConnection(port);
        var body = string.Join('\n', Enumerable.Repeat(text.Replace(Place, _blank, StringComparison.Ordinal), perRequest));
        _request = KeptConnection.Post(path, contentType, Encoding.UTF8.GetBytes(body), authorization);
        _markers = new int[perRequest];
        for (int i = 0, at = 0; i < perRequest; i++, at += Marker.Length)
            _markers[i] = at += _request.AsSpan(at).IndexOf(Encoding.ASCII.GetBytes(_blank));
    }

    public int PerRequest => _markers.Length;

    /// <summary>Events sent in this phase.</summary>
    public long Sent { get; private set; }

    /// <summary>Of their numbers, as <see cref="Arrivals.Sum"/>.</summary>
    public ulong Sum { get; private set; }

    /// <summary>Requests that were not answered with 2xx.</summary>
    public long Failed { get; private set; }

    public void Restart() => (Sent, Sum, Failed) = (0, 0, 0);

    public void Send()
    {
        foreach (var marker in _markers)
        {
            Marker.Write(_request.AsSpan(marker, Marker.Length), Sent, Marker.Now);
            Sum += Arrivals.Mix(Sent++);
        }
        if (_connection.Ask(_request) / 100 != 2) Failed++;
    }

    public void Dispose() => _connection.Dispose();
}
