using Throughline.Domain;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Api;

namespace Throughline.Chaos.Oracle.Rules;

sealed class Fold : IRule
{
    const int PageLength = 4096;

    public string Name => "fold";

    public string Promise => "The tables say what the journal says: folding it gives every row back.";

    public async IAsyncEnumerable<string> BreachesAsync(Evidence evidence)
    {
        var tables = await TableRows.ReadAsync(evidence.DataSource, evidence.Stop);
        var state = new State();
        var position = Position.Start;
        string? unfit = null;
        try
        {
            await using var connection = await evidence.DataSource.OpenConnectionAsync(evidence.Stop);
            while (position.Value < tables.Position)
            {
                var limit = (int)Math.Min(PageLength, tables.Position - position.Value);
                foreach (var entry in await JournalReader.ReadAsync(connection, position, limit, evidence.Stop))
                {
                    state.Apply(entry.Fact);
                    position = entry.Position;
                }
            }
        }
        catch (Exception e) when (e is FoldException or JournalHoleException or System.Text.Json.JsonException)
        {
            unfit = $"after position {position}: {e.Message}";
        }
        if (unfit is not null)
        {
            yield return unfit;
            yield break;
        }
        foreach (var difference in TableRows.Of(state, tables.Position).Differences(tables))
            yield return "fold and tables differ: " + difference;
    }
}
