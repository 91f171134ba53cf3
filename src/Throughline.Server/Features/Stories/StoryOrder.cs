using Dapper;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Stories;

/// <summary>An order of the list: a column, and the number (which no two stories of a project share) within equal values.</summary>
sealed class StoryOrder(string name, string? column, bool descending)
{
    readonly string _than = descending ? "<" : ">";
    readonly string _way = descending ? " DESC" : "";

    public string Name => name;

    public int KeyCount => column is null ? 1 : 2;

    public string By => column is null ? $"s.number{_way}" : $"s.{column}{_way}, s.number{_way}";

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
            "priority" => (short)Math.Clamp(Paging.Number(keys[0]), 0, short.MaxValue),
            _ => (object)keys[0],
        });
        return $"AND (s.{column}, s.number) {_than} (@after, @afterNumber)";
    }

    public string Cursor(StoryRow row)
    {
        var number = row.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return column switch
        {
            null => Paging.Encode(name, number),
            "updated_at" => Paging.Encode(name, Paging.Key(row.UpdatedAt), number),
            "priority" => Paging.Encode(name, row.Priority.ToString(System.Globalization.CultureInfo.InvariantCulture), number),
            _ => Paging.Encode(name, row.Title, number),
        };
    }
}
