namespace Throughline.Server.Tests.Live;

/// <summary>A client of a live stream.</summary>
interface ILiveClient : IAsyncDisposable
{
    /// <summary>The next event; null: the stream has ended.</summary>
    Task<LiveEvent?> NextAsync();
}

static class LiveClients
{
    /// <summary>Reads facts events until one tells the position.</summary>
    /// <returns>The positions of the facts that came, in the order in which they came.</returns>
    public static async Task<List<long>> ReadToAsync(this ILiveClient client, long position)
    {
        var positions = new List<long>();
        while (await client.NextAsync() is { } next)
        {
            if (next.Name != "facts")
                continue;
            positions.AddRange(next.Positions);
            if (next.To >= position)
                return positions;
        }
        throw new EndOfStreamException($"The stream ended before position {position}.");
    }

    /// <summary>The next event, which must be of this name.</summary>
    public static async Task<LiveEvent> NextAsync(this ILiveClient client, string name)
    {
        var next = await client.NextAsync() ?? throw new EndOfStreamException($"The stream ended before a {name} event.");
        return next.Name == name ? next : throw new InvalidDataException($"A {name} event was expected: {next}");
    }
}
