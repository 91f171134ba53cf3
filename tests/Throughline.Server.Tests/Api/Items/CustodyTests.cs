using System.Globalization;
using Dapper;
using Shouldly;
using Throughline.Domain;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Access;
using Throughline.Server.Tests.Statistics;
using Xunit;

namespace Throughline.Server.Tests.Api.Items;

/// <summary>People hand things to each other at random on two nodes at once: what the API answers is what a look through all transfers says, and rows, facts and statistics agree.</summary>
public sealed class CustodyTests
{
    static readonly Part[] People = [Part.Owner, Part.Member, Part.Worker];
    static readonly DateTime Beginning = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_held_what_when_is_what_all_transfers_say_however_they_were_recorded()
    {
        await using var server = await TestServer.StartAsync();
        var other = await server.AddNodeAsync();
        var room = new Room(await Cast.OnAsync(server.Node));
        // So that there is one of it, whatever chance does.
        (await room.Worker.PostAsync($"/api/transfers/{await room.HandedAsync(room.Member, Part.Worker, await room.ItemAsync(Part.Member), awaits: true)}/refuse", """{"reason":"No"}""")).ShouldBe(200);
        string[] items = [.. await Task.WhenAll(Enumerable.Range(0, 6).Select(i => room.ItemAsync(i % 2 == 0 ? Part.Member : null, "2025-01-01T00:00:00Z")))];
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => HandAroundAsync(room, worker % 2 == 0 ? server.Node : other, items, new Random(worker), 80)));
        server.Node.Log.Lines.Concat(other.Log.Lines).ShouldBeEmpty();

        await using var connection = await server.Database.DataSource.OpenConnectionAsync(Cancel);
        var all = (await connection.QueryAsync<Told>("SELECT item_id::text AS Item, owner_id::text AS Owner, at, position FROM transfers WHERE status = 1")).AsList();
        all.Count.ShouldBeGreaterThan(60);
        (await server.AskAsync<long>("SELECT count(DISTINCT status) FROM transfers")).ShouldBeGreaterThanOrEqualTo(4);
        var random = new Random(7);
        for (var i = 0; i < 40; i++)
        {
            var moment = i % 4 == 0 ? all[random.Next(all.Count)].At : Beginning.AddSeconds(random.Next(0, 400 * 86400));
            var text = Text(moment);
            foreach (var item in items)
                ((await room.HolderAsync(item, text))?.ToString()).ShouldBe(OwnerOf(item, moment) is { } owner ? PartOf(owner) : null, customMessage: $"{item} at {text}");
            foreach (var part in People)
                (await room.HeldAsync(part, items, text)).ShouldBe(items.Where(item => OwnerOf(item, moment) == room.IdOf(part)).Order(StringComparer.Ordinal).ToArray(), $"{part} at {text}");
        }
        foreach (var part in People)
            (await room.HeldAsync(part, items)).ShouldBe(items.Where(item => OwnerOf(item, DateTime.MaxValue) == room.IdOf(part)).Order(StringComparer.Ordinal));

        var rows = await TableRows.ReadAsync(server.Database.DataSource, Cancel);
        var state = new State();
        foreach (var entry in await server.Node.Get<JournalReader>().ReadAsync(Position.Start, int.MaxValue, Cancel))
            state.Apply(entry.Fact);
        TableRows.Of(state, rows.Position).Differences(rows).ShouldBeEmpty();
        (await server.AskAsync<long>("SELECT count(*) FROM transfers WHERE (node IS NULL) <> (until IS NULL OR until <= at)")).ShouldBe(0);
        await Following.ReachedAsync(server.Database.DataSource, rows.Position);
        await FollowerTests.ShouldAgreeAsync(server.Database.DataSource, rows.Position);
        (await server.AskAsync<long>($"SELECT sum FROM statistics_totals WHERE series = 38 AND project_id = '{room.Cast.Project}'"))
            .ShouldBe(await server.AskAsync<long>("SELECT count(DISTINCT item_id) FROM transfers WHERE status = 1"));

        // With its project everything goes, in the journal and in what follows it.
        (await server.Api.PatchAsync($"/api/projects/{room.Cast.Project}", """{"isArchived":true}""")).ShouldBe(200);
        (await room.Owner.PostAsync("/api/base-items", $$"""{"projectId":"{{room.Cast.Project}}","description":"Too late"}""")).ShouldBeProblem(409, "project-archived");
        var gone = (await server.Api.DeleteAsync($"/api/projects/{room.Cast.Project}?confirm=OURS")).ShouldBe(204).Position;
        await Following.ReachedAsync(server.Database.DataSource, gone);
        await FollowerTests.ShouldAgreeAsync(server.Database.DataSource, gone);
        (await server.AskAsync<long>("SELECT sum FROM statistics_totals WHERE series = 38 AND project_id = '00000000-0000-0000-0000-000000000000'")).ShouldBe(0);
        await Postgres.Until.TrueAsync("what was in it is swept away", async () =>
            await server.AskAsync<long>("SELECT (SELECT count(*) FROM transfers) + (SELECT count(*) FROM items) + (SELECT count(*) FROM base_items)") == 0);

        string? OwnerOf(string item, DateTime moment) =>
            all.Where(t => t.Item == item && t.At <= moment).OrderBy(t => t.At).ThenBy(t => t.Position).LastOrDefault()?.Owner;

        string PartOf(string owner) => Enum.GetValues<Part>().Where(p => p != Part.Nobody).Single(p => room.IdOf(p) == owner).ToString();
    }

    static async Task HandAroundAsync(Room room, TestNode node, string[] items, Random random, int steps)
    {
        using var api = node.Api.As(room.Cast[Part.Owner].Token.Value["Bearer ".Length..]);
        var handed = new List<string>();
        for (var i = 0; i < steps; i++)
        {
            Reply reply;
            var at = random.Next(3) == 0 ? null : Text(Beginning.AddSeconds(random.Next(0, 400 * 86400)));
            switch (random.Next(10))
            {
                case < 6:
                    reply = await room.HandAsync(api, People[random.Next(3)], at, random.Next(5) == 0, items[random.Next(items.Length)]);
                    if (reply.Status == 201)
                        handed.Add((string)reply["transfers"]![0]!["id"]!);
                    break;
                case < 9 when handed.Count > 0:
                    var transfer = handed[random.Next(handed.Count)];
                    reply = random.Next(5) switch
                    {
                        0 => await api.PostAsync($"/api/transfers/{transfer}/correct", """{"isVoid":true}"""),
                        1 => await api.PostAsync($"/api/transfers/{transfer}/correct", $$"""{"ownerId":"{{room.IdOf(People[random.Next(3)])}}"{{(at is null ? "" : $",\"at\":\"{at}\"")}}}"""),
                        2 => await Room.SettleAsync(api, transfer, "recall"),
                        3 => await api.PostAsync($"/api/transfers/{transfer}/refuse", """{"reason":"No"}"""),
                        _ => await Room.SettleAsync(api, transfer, "accept"),
                    };
                    break;
                default:
                    // What waits is taken, or taken back where it waits for others, so that the things go on.
                    var waiting = (await api.GetAsync("/api/transfers?state=Awaiting&sort=created")).ShouldBe(200)["items"]!.AsArray();
                    reply = waiting.Count == 0 ? await api.GetAsync("/api/items") : await Room.SettleAsync(api, (string)waiting[0]!["id"]!,
                        (string?)waiting[0]!["ownerId"] == room.IdOf(Part.Owner) ? "accept" : "recall");
                    break;
            }
            (reply.Status is 200 or 201 or 403 or 409).ShouldBeTrue(reply.Text);
        }
    }

    static string Text(DateTime moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    sealed record Told(string Item, string Owner, DateTime At, long Position);
}
