using Dapper;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Stories.Filtering;

namespace Throughline.Server.Features.Stories;

/// <summary>
/// What fits the words best: the story that is named by number or key, those that have all words in the title, all others; in each the newest first.
/// A weighted sum of hits would have to be worked out for every story that has the words before the first can be shown, however many there are; each of
/// these groups is read from its newest on, only as far as the page goes. So it costs the same at any depth, and a row's place never depends on another row.
/// </summary>
sealed class StoryRank(bool descending) : StoryOrder(null, descending)
{
    readonly bool _isDescending = descending;
    readonly string _than = descending ? "<" : ">";
    readonly string _way = descending ? " DESC" : "";

    public override string Name => "rank";

    public override StoryOrder Reversed => new StoryRank(!_isDescending);

    public override int KeyCount => 2;

    public override string Select(StoryQuery query, string[]? keys, DynamicParameters parameters)
    {
        int? from = keys is null ? null : Paging.Number(keys[0]);
        if (keys is not null)
            parameters.Add("afterNumber", Paging.Number(keys[1]));
        var groups = Enumerable.Range(0, query.Tiers.Count + 1).Select(at => (At: at, Rank: query.Tiers.Count - at))
            .Where(g => from is null || g.Rank == from || g.Rank < from == _isDescending)
            .Select(group => $"""
            (SELECT {StoryRow.Columns}, {Number(group.Rank)} AS "Rank"
            FROM {query.From}
            WHERE {query.Where}
              {string.Concat(query.Tiers.Take(group.At).Select(t => $" AND NOT {t}"))}
              {(group.Rank > 0 ? $" AND {query.Tiers[group.At]}" : "")}
              {(group.Rank == from ? $"AND {query.Number} {_than} @afterNumber" : "")}
            ORDER BY {query.Number}{_way}
            LIMIT @limit + @offset)
            """).ToList();
        // A cursor of other words may name a group that these don't have.
        if (groups.Count == 0)
            throw Paging.BadCursor();
        return $"""
            SELECT * FROM (
            {string.Join("\nUNION ALL\n", groups)}
            ) found
            ORDER BY "Rank"{_way}, number{_way}
            OFFSET @offset
            LIMIT @limit
            """;
    }

    public override string Cursor(StoryRow row, int rank) => Paging.Encode(Name, Number(rank), Number(row.Number));
}
