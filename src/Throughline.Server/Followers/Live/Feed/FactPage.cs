using Throughline.Domain;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Live.Feed;

/// <summary>
/// What a filter lets through of a stretch of the journal, as the bytes that stand in a frame. All streams that stand at
/// the same place with the same filter send this one; only the few bytes before it are each stream's own.
/// </summary>
/// <param name="To">The last position of the stretch, whether or not its fact was let through.</param>
/// <param name="Count">Facts in it.</param>
/// <param name="Body">The facts' JSON, separated by commas.</param>
sealed partial record FactPage(Position To, int Count, ReadOnlyMemory<byte> Body)
{
    /// <summary>Makes the page that begins with the entry at <paramref name="at"/>, and moves that on to the next page's first.</summary>
    /// <param name="bytes">Beyond so many bytes it takes no further fact; one it takes always.</param>
    public static FactPage Cut(FactFilter filter, IReadOnlyList<JournalEntry> entries, ref int at, int bytes)
    {
        Overlook(entries.Count, ref at);
        var begin = at;
        var (count, length) = (0, -1);
        for (; at < entries.Count; at++)
        {
            if (!filter.Matches(entries[at]))
                continue;
            var longer = length + 1 + entries[at].Wire.Length;
            if (count > 0 && longer > bytes)
                break;
            count++;
            length = longer;
        }
        var body = count == 0 ? default : Join(filter, entries, begin, at, length);
        return new FactPage(entries[at - 1].Position, count, body);
    }

    // Harness: has a body in its build alone (*.Chaos.cs); in any other there is no such call.
    static partial void Overlook(int count, ref int at);

    static ReadOnlyMemory<byte> Join(FactFilter filter, IReadOnlyList<JournalEntry> entries, int begin, int end, int length)
    {
        byte[]? body = null;
        var filled = 0;
        for (var i = begin; i < end; i++)
        {
            if (!filter.Matches(entries[i]))
                continue;
            var wire = entries[i].Wire;
            // The commonest page is one fact: its own bytes are the page.
            if (wire.Length == length)
                return wire;
            body ??= new byte[length];
            if (filled > 0)
                body[filled++] = (byte)',';
            wire.CopyTo(body.AsMemory(filled));
            filled += wire.Length;
        }
        return body;
    }
}
