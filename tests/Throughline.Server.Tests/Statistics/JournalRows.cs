using System.Text.Json;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Facts;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Tables;

namespace Throughline.Server.Tests.Statistics;

/// <summary>Writes facts into the journal as the sequencer would have, with times of the test's choosing.</summary>
static class JournalRows
{
    public static async Task WriteAsync(NpgsqlDataSource source, IReadOnlyList<Fact> facts)
    {
        if (facts.Count == 0)
            return;
        await using var connection = await source.OpenConnectionAsync();
        await FactRows.CopyAsync(connection, [.. facts.Select(f => new JournalEntry(f, Written(f.Data)))], CancellationToken.None);
    }

    /// <summary>The same facts over a longer time.</summary>
    /// <param name="ends">When the last of them is to be; null: a minute ago.</param>
    public static IReadOnlyList<Fact> Spread(IEnumerable<Fact> facts, int factor, Instant? ends = null)
    {
        var list = facts.ToList();
        var end = ends ?? Instant.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 60);
        return [.. list.Select(f => f with { At = At(f.At), EffectiveAt = At(f.EffectiveAt) })];

        Instant At(Instant at) => end - (list[^1].At - at) * factor;
    }

    static byte[] Written(FactData data)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, FactJson.Writing))
            FactJson.Write(writer, data);
        return bytes.ToArray();
    }
}
