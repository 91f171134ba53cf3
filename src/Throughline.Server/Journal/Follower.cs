using Npgsql;
using Throughline.Domain;

namespace Throughline.Server.Journal;

/// <summary>
/// Reads the journal in order and keeps something up to date in the database. What it writes commits together with its
/// cursor, so each fact takes effect exactly once, whichever node does the work.
/// </summary>
public abstract class Follower
{
    /// <summary>Its name in the table <c>followers</c>; never changes.</summary>
    public abstract string Name { get; }

    /// <summary>Facts that one transaction takes at most.</summary>
    public virtual int PageLength => 4096;

    /// <summary>Pause after a page: what is committed meanwhile shares the next one, and its cost.</summary>
    public virtual TimeSpan Rest => TimeSpan.FromMilliseconds(25);

    /// <summary>
    /// Writes what the page says, on the connection's open transaction. It may be called again with the same page when the
    /// transaction did not commit, so it keeps nothing in memory that would then be wrong.
    /// </summary>
    /// <exception cref="PoisonFactException">An entry can't be applied: the follower halts before it.</exception>
    public abstract Task ApplyAsync(IReadOnlyList<JournalEntry> page, NpgsqlConnection connection, CancellationToken cancellation);
}

/// <summary>A fact that a follower can't apply.</summary>
public sealed class PoisonFactException(Position position, Exception inner)
    : Exception($"The fact at position {position} can't be applied: {inner.Message}", inner)
{
    public Position Position { get; } = position;
}
