using Throughline.Domain;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Items;

/// <summary>Cursors of lists that are in the order of ids.</summary>
static class ItemCursor
{
    public static string Of(string order, Guid id) => Paging.Encode(order, id.ToString("D"));

    /// <summary>The last id seen; null: it is the first page.</summary>
    public static Guid? Read<TId>(string? cursor, string order) where TId : struct, IId<TId> => Paging.Decode(cursor, order, 1) is not [var key] ? null
        : Ids.TryParse<TId>(key, out var id) ? id.Value
        : throw Paging.BadCursor();
}
