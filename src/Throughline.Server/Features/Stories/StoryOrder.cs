using System.Globalization;
using Dapper;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Stories;

/// <summary>An order of the list: a column, and the number (which no two stories of a project share) within equal values.</summary>
/// <param name="column">What it sorts by; null: by the number alone.</param>
sealed class StoryOrder(string? column, bool descending)
{
    // Nobody's stories come after everybody's: a row without a value can't be compared.
    const string AssigneeOrLast = "coalesce(s.assignee_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')";

    static readonly Guid Last = Guid.Parse("ffffffff-ffff-ffff-ffff-ffffffffffff");

    readonly string _than = descending ? "<" : ">";
    readonly string _way = descending ? " DESC" : "";
    readonly string _value = column == "assignee_id" ? AssigneeOrLast : $"s.{column}";

    public string Name { get; } = (descending ? "-" : "") + column switch
    {
        null => "created",
        "updated_at" => "updated",
        "assignee_id" => "assignee",
        _ => column,
    };

    public StoryOrder Reversed => new(column, !descending);

    public int KeyCount => column is null ? 1 : 2;

    public string By => column is null ? $"s.number{_way}" : $"{_value}{_way}, s.number{_way}";

    /// <summary>The condition for what follows a cursor; its values become parameters.</summary>
    public string After(string[]? keys, DynamicParameters parameters)
    {
        if (keys is null)
            return "";
        parameters.Add("afterNumber", Paging.Number(keys[^1]));
        if (column is null)
            return $"AND s.number {_than} @afterNumber";
        parameters.Add("after", column switch
        {
            "updated_at" => Paging.Moment(keys[0]),
            "priority" or "status" => (short)Math.Clamp(Paging.Number(keys[0]), 0, short.MaxValue),
            "assignee_id" => Guid.TryParse(keys[0], out var assignee) ? assignee : throw Paging.BadCursor(),
            _ => (object)keys[0],
        });
        return $"AND ({_value}, s.number) {_than} (@after, @afterNumber)";
    }

    public string Cursor(StoryRow row)
    {
        var number = row.Number.ToString(CultureInfo.InvariantCulture);
        return column switch
        {
            null => Paging.Encode(Name, number),
            "updated_at" => Paging.Encode(Name, Paging.Key(row.UpdatedAt), number),
            "priority" => Paging.Encode(Name, row.Priority.ToString(CultureInfo.InvariantCulture), number),
            "status" => Paging.Encode(Name, row.Status.ToString(CultureInfo.InvariantCulture), number),
            "assignee_id" => Paging.Encode(Name, (row.AssigneeId ?? Last).ToString(), number),
            _ => Paging.Encode(Name, row.Title, number),
        };
    }
}
