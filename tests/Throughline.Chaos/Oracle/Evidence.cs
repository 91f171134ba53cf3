using System.Text.Json;
using Npgsql;
using Throughline.Chaos.Load;
using Throughline.Chaos.Subscribers;
using Throughline.Chaos.Trials;

namespace Throughline.Chaos.Oracle;

/// <summary>Everything that the oracle looks at: read from the disk and from the tables, never from what a node remembers.</summary>
/// <param name="Operations">What all clients asked for, from their ledgers.</param>
/// <param name="Facts">The journal from its first position.</param>
/// <param name="DataSource">The tables.</param>
sealed record Evidence(
    IReadOnlyList<Operation> Operations, IReadOnlyList<JournalFact> Facts, NpgsqlDataSource DataSource, IReadOnlyList<Subscriber> Subscribers,
    IReadOnlyList<Readiness> Readiness, IReadOnlyList<string> Surprises, CancellationToken Stop)
{
    const string FactsSql = "SELECT position, at, type, subject_id, data::text FROM journal ORDER BY position";

    public long End => Facts.Count == 0 ? 0 : Facts[^1].Position;

    public static async Task<Evidence> GatherAsync(Trial trial, UnderLoad load, NpgsqlDataSource source)
    {
        var facts = new List<JournalFact>();
        await using var command = source.CreateCommand(FactsSql);
        await using var row = await command.ExecuteReaderAsync(trial.Stop);
        while (await row.ReadAsync(trial.Stop))
            facts.Add(new JournalFact(row.GetInt64(0), row.GetDateTime(1), row.GetString(2), row.GetGuid(3).ToString(), JsonElement.Parse(row.GetString(4))));
        return new(Ledger.ReadAll(trial.Ledgers), facts, source, load.Subscribers, trial.Readiness, load.Surprises.All, trial.Stop);
    }
}
