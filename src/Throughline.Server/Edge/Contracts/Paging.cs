using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Throughline.Domain;

namespace Throughline.Server.Edge.Contracts;

/// <summary>
/// Keyset paging: a cursor names the last row seen by the values that the list is sorted by, so that a page costs the same
/// at any depth and rows that come or go meanwhile shift nothing.
/// </summary>
public static class Paging
{
    public const int MostRows = 500;
    public const int UsualRows = 50;
    const char Separator = '\u001f';

    /// <summary>The page length asked for.</summary>
    public static int Limit(int limit) => limit is >= 1 and <= MostRows
        ? limit
        : throw new RefusedException(Refusal.Invalid("limit", $"It is 1 to {MostRows}."));

    public static string Encode(string sort, params ReadOnlySpan<string> keys) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Concat(sort, Separator.ToString(), string.Join(Separator, keys))));

    /// <summary>The sort values of a cursor that <see cref="Encode"/> made for the same sort; null: no cursor was sent.</summary>
    public static string[]? Decode(string? cursor, string sort, int keys)
    {
        if (cursor is null)
            return null;
        if (cursor.Length <= 4096 && Base64Url.IsValid(cursor))
        {
            var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split(Separator);
            if (parts.Length == keys + 1 && parts[0] == sort && !parts.Any(p => p.Contains('\0', StringComparison.Ordinal)))
                return parts[1..];
        }
        throw BadCursor();
    }

    public static RefusedException BadCursor() =>
        new(Refusal.Invalid("cursor", "It is not a cursor of this list in this order. Begin without one."));

    public static string Key(DateTime moment) => moment.Ticks.ToString(CultureInfo.InvariantCulture);

    public static DateTime Moment(string key) =>
        long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
            ? new DateTime(ticks, DateTimeKind.Utc)
            : throw BadCursor();

    public static int Number(string key) =>
        int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw BadCursor();
}
