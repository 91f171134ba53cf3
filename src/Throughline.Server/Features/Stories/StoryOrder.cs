using System.Globalization;
using Dapper;
using Throughline.Domain.Queries;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Stories.Filtering;

namespace Throughline.Server.Features.Stories;

/// <summary>An order of the list: a column, and the number (which no two stories of a project share) within equal values.</summary>
class StoryOrder(string name, string? column, bool descending)
{
    public const string Usual = "-created";

    public static readonly Dictionary<string, StoryOrder> All = new[]
    {
        new StoryOrder("created", null, descending: false),
        new StoryOrder("-created", null, descending: true),
        new StoryOrder("updated", "updated_at", descending: false),
        new StoryOrder("-updated", "updated_at", descending: true),
        new StoryOrder("priority", "priority", descending: false),
        new StoryOrder("-priority", "priority", descending: true),
        new StoryOrder("title", "title", descending: false),
        new StoryOrder("-title", "title", descending: true),
        new StoryRank(),
    }.ToDictionary(o => o.Name, StringComparer.Ordinal);

    readonly string _than = descending ? "<" : ">";
    readonly string _way = descending ? " DESC" : "";

    public static string NameOf(Sort sort) => (sort.Descending ? "-" : "") + FilterWords.Sorts[(int)sort.Name];

    public string Name => name;

    public virtual int KeyCount => column is null ? 1 : 2;

    /// <summary>The statement for a page: what follows the keys of a cursor, if there is one. Their values become parameters.</summary>
    public virtual string Select(StoryQuery query, string where, string[]? keys, DynamicParameters parameters) => $"""
        SELECT {StoryRow.Columns}, 0 AS "Rank"
        FROM {query.From}
        WHERE {where}
          {(keys is null ? "" : After(query, keys, parameters))}
        ORDER BY {(column is null ? "" : $"s.{column}{_way}, ")}{query.Number}{_way}
        LIMIT @limit
        """;

    public virtual string Cursor(StoryRow row, int rank)
    {
        var number = Number(row.Number);
        return column switch
        {
            null => Paging.Encode(name, number),
            "updated_at" => Paging.Encode(name, Paging.Key(row.UpdatedAt), number),
            "priority" => Paging.Encode(name, Number(row.Priority), number),
            _ => Paging.Encode(name, row.Title, number),
        };
    }

    protected static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    string After(StoryQuery query, string[] keys, DynamicParameters parameters)
    {
        parameters.Add("afterNumber", Paging.Number(keys[^1]));
        if (column is null)
            return $"AND {query.Number} {_than} @afterNumber";
        parameters.Add("after", column switch
        {
            "updated_at" => Paging.Moment(keys[0]),
            "priority" => (short)Math.Clamp(Paging.Number(keys[0]), 0, short.MaxValue),
            _ => (object)keys[0],
        });
        return $"AND (s.{column}, {query.Number}) {_than} (@after, @afterNumber)";
    }
}
