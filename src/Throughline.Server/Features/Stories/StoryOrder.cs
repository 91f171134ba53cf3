using System.Globalization;
using Dapper;
using Throughline.Domain.Queries;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Stories.Filtering;

namespace Throughline.Server.Features.Stories;

/// <summary>An order of the list: a column, and the number (which no two stories of a project share) within equal values.</summary>
/// <param name="column">What it sorts by; null: by the number alone.</param>
class StoryOrder(string? column, bool descending)
{
    public const string Usual = "-created";

    public static readonly Dictionary<string, StoryOrder> All = new[] { null, "updated_at", "priority", "title", "status", "assignee_id" }
        .SelectMany(column => new[] { new StoryOrder(column, descending: false), new StoryOrder(column, descending: true) })
        .Append(new StoryRank(descending: true))
        .ToDictionary(o => o.Name, StringComparer.Ordinal);

    // Nobody's stories come after everybody's: a row without a value can't be compared.
    const string AssigneeOrLast = "coalesce(s.assignee_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')";

    static readonly Guid Last = Guid.Parse("ffffffff-ffff-ffff-ffff-ffffffffffff");

    readonly string _than = descending ? "<" : ">";
    readonly string _way = descending ? " DESC" : "";
    readonly string _value = column == "assignee_id" ? AssigneeOrLast : $"s.{column}";

    public virtual string Name { get; } = (descending ? "-" : "") + column switch
    {
        null => "created",
        "updated_at" => "updated",
        "assignee_id" => "assignee",
        _ => column,
    };

    public virtual StoryOrder Reversed => new(column, !descending);

    public virtual int KeyCount => column is null ? 1 : 2;

    public static string NameOf(Sort sort) => (sort.Descending ? "-" : "") + FilterWords.Sorts[(int)sort.Name];

    /// <summary>The statement for a page: what follows the keys of a cursor, if there is one. Their values become parameters.</summary>
    public virtual string Select(StoryQuery query, string[]? keys, DynamicParameters parameters) => $"""
        SELECT {StoryRow.Columns}, 0 AS "Rank"
        FROM {query.From}
        WHERE {query.Where} {(keys is null ? "" : After(query, keys, parameters))}
        ORDER BY {(column is null ? "" : $"{_value}{_way}, ")}{query.Number}{_way}
        OFFSET @offset
        LIMIT @limit
        """;

    public virtual string Cursor(StoryRow row, int rank)
    {
        var number = Number(row.Number);
        return column switch
        {
            null => Paging.Encode(Name, number),
            "updated_at" => Paging.Encode(Name, Paging.Key(row.UpdatedAt), number),
            "priority" => Paging.Encode(Name, Number(row.Priority), number),
            "status" => Paging.Encode(Name, Number(row.Status), number),
            "assignee_id" => Paging.Encode(Name, (row.AssigneeId ?? Last).ToString(), number),
            _ => Paging.Encode(Name, row.Title, number),
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
            "priority" or "status" => (short)Math.Clamp(Paging.Number(keys[0]), 0, short.MaxValue),
            "assignee_id" => Guid.TryParse(keys[0], out var assignee) ? assignee : throw Paging.BadCursor(),
            _ => (object)keys[0],
        });
        return $"AND ({_value}, {query.Number}) {_than} (@after, @afterNumber)";
    }
}
