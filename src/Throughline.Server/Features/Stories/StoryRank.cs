using Dapper;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Stories.Filtering;

namespace Throughline.Server.Features.Stories;

/// <summary>
/// What fits the words best: the story that is named by number or key, those that have all words in the title, all others; in each the newest first.
/// A weighted sum of hits would have to be worked out for every story that has the words before the first can be shown, however many there are; each of
/// these groups is read from its newest on, only as far as the page goes. So it costs the same at any depth, and a row's place never depends on another row.
/// </summary>
sealed class StoryRank() : StoryOrder("rank", null, descending: true)
{
    public override int KeyCount => 2;

    public override string Select(StoryQuery query, string where, string[]? keys, DynamicParameters parameters)
    {
        var from = keys is null ? query.Tiers.Count : Paging.Number(keys[0]);
        if (keys is not null)
            parameters.Add("afterNumber", Paging.Number(keys[1]));
        var groups = Enumerable.Range(0, query.Tiers.Count + 1).Select(at => (At: at, Rank: query.Tiers.Count - at)).Where(g => g.Rank <= from).Select(group => $"""
            (SELECT {StoryRow.Columns}, {Number(group.Rank)} AS "Rank"
            FROM {query.From}
            WHERE {where}
              {string.Concat(query.Tiers.Take(group.At).Select(t => $" AND NOT {t}"))}
              {(group.Rank > 0 ? $" AND {query.Tiers[group.At]}" : "")}
              {(keys is not null && group.Rank == from ? $"AND {query.Number} < @afterNumber" : "")}
            ORDER BY {query.Number} DESC
            LIMIT @limit)
            """);
        return $"""
            SELECT * FROM (
            {string.Join("\nUNION ALL\n", groups)}
            ) found
            ORDER BY "Rank" DESC, number DESC
            LIMIT @limit
            """;
    }

    public override string Cursor(StoryRow row, int rank) => Paging.Encode(Name, Number(rank), Number(row.Number));
}
