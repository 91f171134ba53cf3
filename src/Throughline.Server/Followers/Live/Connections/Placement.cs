using Throughline.Domain;
using Throughline.Server.Followers.Live.Feed;
using Throughline.Server.Followers.Live.Requests;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Live.Connections;

/// <summary>Where in the journal a stream begins.</summary>
sealed class Placement(JournalTail tail, FactFeed feed, JournalReader reader, LiveSettings settings)
{
    /// <param name="seen">The last event that the client has; null: it begins anew.</param>
    /// <returns>The position that the stream goes on after; reset: it does not join what the client has.</returns>
    /// <exception cref="Npgsql.NpgsqlException">PostgreSQL is gone, and without it nothing can be said.</exception>
    public async ValueTask<(Position After, bool IsReset)> FindAsync(LiveEventId? seen)
    {
        if (seen is not { } id)
            return (feed.Position, false);
        if (id.JournalId != tail.JournalId || id.Position.Value < tail.Last.Value - settings.RetentionFacts)
            return (feed.Position, true);
        if (id.Position <= tail.Last)
            return (id.Position, false);
        // Another node told it, and this one has not heard of it yet; or it was never in this journal.
        var (_, last, _) = await reader.ReadEndAsync(CancellationToken.None);
        return id.Position <= last ? (id.Position, false) : (feed.Position, true);
    }
}
