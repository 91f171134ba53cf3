using Throughline.Domain.Facts;

namespace Throughline.Domain.Stories;

/// <summary>Gives the stories that stand beside the same number as a crowded one short ranks again, in the order in which they stand.</summary>
/// <param name="Rank">The crowded rank.</param>
public sealed record SpreadRanks(ProjectId ProjectId, string Rank)
{
    /// <summary>So many on each side at most, so that it is one bounded change.</summary>
    public const int Reach = 1000;

    /// <param name="state">Holds up to <see cref="Reach"/> of the stories on each side that have ranks beside the same number.</param>
    public Decision Decide(State state)
    {
        var cell = Stories.Rank.Cell(Rank);
        var all = state.Stories.All.Where(s => s.ProjectId == ProjectId && s.Rank is { } rank && Stories.Rank.Cell(rank) == cell)
            .OrderBy(s => s.Rank, StringComparer.Ordinal).ToList();
        // Where there may be more of them than were read, the outermost stays and is the border: some of those that were may have moved since.
        var low = all.Count(s => string.CompareOrdinal(s.Rank, Rank) < 0) > Reach / 2 ? all[0].Rank! : cell;
        var high = all.Count(s => string.CompareOrdinal(s.Rank, Rank) > 0) > Reach / 2 ? all[^1].Rank : null;
        var spread = all.Where(s => s.Rank != low && s.Rank != high).ToList();
        return spread.Zip(Stories.Rank.Spread(low, high, spread.Count))
            .Where(pair => pair.First.Rank != pair.Second)
            .Select(pair => new Draft(ProjectId, pair.First.Id.Value, new StoryRanked(new(pair.First.Rank, pair.Second)))).ToList();
    }
}
