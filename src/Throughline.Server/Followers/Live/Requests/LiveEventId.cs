using System.Buffers;
using System.Globalization;
using Throughline.Domain;

namespace Throughline.Server.Followers.Live.Requests;

/// <summary>The id of a live event, <c>journalId-position</c>: how far in which journal its reader has come.</summary>
readonly record struct LiveEventId(string JournalId, Position Position)
{
    const int LongestJournalId = 40;

    static readonly SearchValues<char> LettersAndDigits =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    public static bool TryParse(string text, out LiveEventId id)
    {
        id = default;
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash is < 1 or > LongestJournalId || text.AsSpan(0, dash).ContainsAnyExcept(LettersAndDigits)
            || !long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            return false;
        id = new LiveEventId(text[..dash], new Position(position));
        return true;
    }

    public override string ToString() => $"{JournalId}-{Position}";
}
