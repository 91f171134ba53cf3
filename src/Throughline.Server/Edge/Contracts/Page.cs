namespace Throughline.Server.Edge.Contracts;

/// <summary>One page of a list.</summary>
/// <param name="Items">The rows, in the order asked for.</param>
/// <param name="NextCursor">Send it as <c>cursor</c> to get what follows; null: there is no more.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>Makes pages.</summary>
public static class Page
{
    /// <param name="rows">The rows that were found: one more than asked for when there are more.</param>
    /// <param name="limit">How many were asked for.</param>
    /// <param name="item">Makes the item of a row.</param>
    /// <param name="cursor">Names a row.</param>
    public static Page<TItem> Of<TRow, TItem>(List<TRow> rows, int limit, Func<TRow, TItem> item, Func<TRow, string> cursor)
    {
        var items = new List<TItem>(Math.Min(rows.Count, limit));
        for (var i = 0; i < rows.Count && i < limit; i++)
            items.Add(item(rows[i]));
        return new Page<TItem>(items, rows.Count > limit ? cursor(rows[limit - 1]) : null);
    }
}
