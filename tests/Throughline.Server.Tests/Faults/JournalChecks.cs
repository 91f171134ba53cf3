using Dapper;
using Npgsql;
using Shouldly;

namespace Throughline.Server.Tests.Faults;

/// <summary>What must hold of a journal whatever happened to the nodes.</summary>
static class JournalChecks
{
    public static async Task ShouldBeDenseAndOrderedAsync(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        var (first, last, count) = await connection.QuerySingleAsync<(long, long, long)>(
            "SELECT coalesce(min(position), 1), coalesce(max(position), 0), count(*) FROM journal");
        first.ShouldBe(1);
        count.ShouldBe(last);
        (await connection.ExecuteScalarAsync<long>(
            "SELECT count(*) FROM (SELECT at < lag(at) OVER (ORDER BY position) AS back FROM journal) j WHERE back")).ShouldBe(0);
    }

    /// <summary>Each acknowledged story is there once, in the table and in the journal; nothing is there twice.</summary>
    public static async Task ShouldHoldAsync(NpgsqlDataSource source, Ledger ledger)
    {
        await using var connection = await source.OpenConnectionAsync();
        var stories = (await connection.QueryAsync<(Guid Id, string Title)>("SELECT id, title FROM stories")).AsList();
        var facts = (await connection.QueryAsync<Guid>("SELECT subject_id FROM journal WHERE type = 'story.created'")).AsList();

        facts.ShouldBeUnique();
        facts.Order().ShouldBe(stories.Select(s => s.Id).Order());
        stories.Select(s => s.Title).ShouldBeUnique();
        var byTitle = stories.ToDictionary(s => s.Title, s => s.Id.ToString());
        foreach (var (key, id) in ledger.Acknowledged)
            byTitle.GetValueOrDefault(key).ShouldBe(id, $"{key} was acknowledged");
        stories.Count.ShouldBeInRange(ledger.Acknowledged.Count, ledger.Acknowledged.Count + ledger.Unanswered.Count);
    }
}
