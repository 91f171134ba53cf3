using System.Text.Json.Nodes;
using Shouldly;
using Throughline.Server.Tests.Access;
using Throughline.Server.Tests.Audit;
using Xunit;

namespace Throughline.Server.Tests.Api.Items;

/// <summary>Hand-over by HTTP: who may, for one and for many, with acceptance, for the past, and what is corrected.</summary>
public sealed class TransferTests(CastServer shared) : IClassFixture<CastServer>
{
    [Fact]
    public async Task Late_transfers_put_history_in_order()
    {
        var room = new Room(shared.Cast);
        var item = await room.ItemAsync(Part.Member, "2025-01-01T00:00:00Z");
        await room.HandedAsync(room.Member, Part.Worker, item, "2025-03-01T00:00:00Z");
        (await room.HolderAsync(item)).ShouldBe(Part.Worker);
        (await room.HolderAsync(item, "2025-02-15T00:00:00Z")).ShouldBe(Part.Member);
        (await room.HolderAsync(item, "2024-12-31T23:59:59.999999Z")).ShouldBeNull();

        // Recorded late: between the two.
        await room.HandedAsync(room.Owner, Part.Owner, item, "2025-02-01T00:00:00Z");
        (await room.HolderAsync(item, "2025-02-15T00:00:00Z")).ShouldBe(Part.Owner);
        (await room.HolderAsync(item, "2025-02-01T00:00:00Z")).ShouldBe(Part.Owner);
        (await room.HolderAsync(item, "2025-01-31T23:59:59Z")).ShouldBe(Part.Member);
        (await room.HolderAsync(item)).ShouldBe(Part.Worker);
        (await room.HeldAsync(Part.Owner, [item], "2025-02-15T00:00:00Z")).ShouldBe([item]);
        (await room.HeldAsync(Part.Owner, [item])).ShouldBeEmpty();
        (await room.HeldAsync(Part.Worker, [item])).ShouldBe([item]);

        var chain = (await room.Member.GetAsync($"/api/items/{item}/transfers?sort=at")).ShouldBe(200)["items"]!.AsArray();
        chain.Select(t => (string?)t!["at"]).ShouldBe(["2025-01-01T00:00:00Z", "2025-02-01T00:00:00Z", "2025-03-01T00:00:00Z"]);
        chain.Select(t => (string?)t!["until"]).ShouldBe(["2025-02-01T00:00:00Z", "2025-03-01T00:00:00Z", null]);
        chain.Take(2).Select(t => (long)t!["held"]!).ShouldBe([31 * 86400L, 28 * 86400L]);
        // Page by page, from both ends, it is the same.
        var pages = new List<string>();
        for (string? cursor = null, path = $"/api/items/{item}/transfers?limit=1"; path is not null; path = cursor is null ? null : $"/api/items/{item}/transfers?limit=1&cursor={cursor}")
        {
            var page = (await room.Member.GetAsync(path)).ShouldBe(200);
            pages.Add((string)page["items"]![0]!["id"]!);
            cursor = (string?)page["nextCursor"];
        }
        pages.ShouldBe(chain.Reverse().Select(t => (string)t!["id"]!));
    }

    [Fact]
    public async Task What_is_handed_over_waits_for_its_receiver_line_by_line()
    {
        var room = new Room(shared.Cast);
        string[] items = [await room.ItemAsync(Part.Member), await room.ItemAsync(Part.Member), await room.ItemAsync(Part.Member)];
        var handed = (await room.HandAsync(room.Member, Part.Worker, null, true, items)).ShouldBe(201);
        string[] lines = [.. handed["transfers"]!.AsArray().Select(t => (string)t!["id"]!)];
        (await room.HeldAsync(Part.Member, items)).ShouldBe(items.Order(StringComparer.Ordinal));
        var waiting = (await room.Worker.GetAsync($"/api/transfers?state=Awaiting&receiver={room.IdOf(Part.Worker)}")).ShouldBe(200)["items"]!.AsArray();
        waiting.Select(t => (string)t!["id"]!).ShouldBe(lines, ignoreOrder: true);
        ((string?)(await room.Member.GetAsync($"/api/items/{items[0]}"))["awaitingId"]).ShouldBe(lines[0]);

        (await Room.SettleAsync(room.Owner, lines[0], "accept")).ShouldBeProblem(403, "not-the-receiver");
        ((string?)(await Room.SettleAsync(room.Worker, lines[0], "accept")).ShouldBe(200)["status"]).ShouldBe("Accepted");
        (await room.Worker.PostAsync($"/api/transfers/{lines[1]}/refuse", """{"reason":" "}""")).ShouldBeProblem(400, "invalid-input", "reason");
        ((string?)(await room.Worker.PostAsync($"/api/transfers/{lines[1]}/refuse", """{"reason":"It is broken"}""")).ShouldBe(200)["reason"]).ShouldBe("It is broken");
        (await room.HandAsync(room.Member, Part.Owner, null, false, items[2])).ShouldBeProblem(409, "transfer-awaits");
        ((string?)(await Room.SettleAsync(room.Member, lines[2], "recall")).ShouldBe(200)["status"]).ShouldBe("Recalled");
        (await Room.SettleAsync(room.Worker, lines[2], "accept")).ShouldBeProblem(409, "transfer-settled");
        (await room.HolderAsync(items[0])).ShouldBe(Part.Worker);
        (await room.HeldAsync(Part.Member, items)).ShouldBe(items[1..].Order(StringComparer.Ordinal));
        await room.HandedAsync(room.Member, Part.Owner, items[2]);
    }

    [Fact]
    public async Task A_correction_stands_beside_what_it_corrects()
    {
        var room = new Room(shared.Cast);
        var item = await room.ItemAsync(Part.Member, "2025-01-01T00:00:00Z");
        var wrong = await room.HandedAsync(room.Member, Part.Worker, item, "2025-02-01T00:00:00Z");
        (await room.Member.PostAsync($"/api/transfers/{wrong}/correct", """{"isVoid":true}""")).ShouldBeProblem(403, "forbidden");
        var corrected = (await room.Owner.PostAsync($"/api/transfers/{wrong}/correct",
            $$"""{"ownerId":"{{room.IdOf(Part.Owner)}}","at":"2025-01-20T00:00:00Z","reason":"It was me"}""")).ShouldBe(200);
        ((string?)corrected["status"]).ShouldBe("Corrected");
        (await room.HolderAsync(item, "2025-01-25T00:00:00Z")).ShouldBe(Part.Owner);
        var right = (string)corrected["correctedBy"]!;
        ((string?)(await room.Member.GetAsync($"/api/transfers/{right}"))["corrects"]).ShouldBe(wrong);
        (await room.Owner.PostAsync($"/api/transfers/{right}/correct", """{"isVoid":true}""")).ShouldBe(200);
        (await room.HolderAsync(item)).ShouldBe(Part.Member);

        var csv = (await room.Member.GetAsync($"/api/items/{item}/chain.csv")).ShouldBe(200);
        csv.ContentType.ShouldBe("text/csv; charset=utf-8");
        csv.Text.Trim().Split('\n').Length.ShouldBe(4);
        csv.Text.ShouldContain($"{wrong},2025-02-01T00:00:00Z,,,{room.IdOf(Part.Member)},{room.IdOf(Part.Worker)},Corrected");

        var events = (await room.Member.GetAsync($"/api/items/{item}/chain.epcis")).ShouldBe(200).Json;
        ((string?)events["type"], (string?)events["schemaVersion"]).ShouldBe(("EPCISDocument", "2.0"));
        var list = events["epcisBody"]!["eventList"]!.AsArray();
        list.Select(e => (string?)e!["eventTime"]).ShouldBe(["2025-01-01T00:00:00Z", "2025-01-20T00:00:00Z", "2025-02-01T00:00:00Z"]);
        list.ShouldAllBe(e => (string?)e!["type"] == "ObjectEvent" && (string?)e["epcList"]![0] == $"urn:uuid:{item}" && e["recordTime"] != null);
        ((string?)list[0]!["destinationList"]![0]!["type"]).ShouldBe("possessing_party");
        list[0]!["sourceList"].ShouldBeNull();
        list[0]!["errorDeclaration"].ShouldBeNull();
        ((string?)list[2]!["sourceList"]![0]!["source"], (string?)list[2]!["destinationList"]![0]!["destination"])
            .ShouldBe(($"urn:uuid:{room.IdOf(Part.Member)}", $"urn:uuid:{room.IdOf(Part.Worker)}"));
        ((string?)list[2]!["errorDeclaration"]!["correctiveEventIDs"]![0]).ShouldBe($"urn:uuid:{right}");
        ((string?)list[1]!["errorDeclaration"]!["reason"]).ShouldBe("did_not_occur");
    }

    [Fact]
    public async Task A_thousand_go_in_one_commit_or_none_does()
    {
        var room = new Room(shared.Cast);
        var kind = (await room.Member.PostAsync("/api/base-items", """{"description":"Of a thousand"}""")).ShouldBe(201).Id;
        var lines = string.Concat(Enumerable.Range(0, 1000).Select(i => $$"""{"baseItemId":"{{kind}}","label":"N{{i}}","ownerId":"{{room.IdOf(Part.Member)}}"}""" + "\n"));
        var made = (await room.Member.SendAsync(HttpMethod.Post, "/api/items/batch", ApiClient.Bytes(System.Text.Encoding.UTF8.GetBytes(lines), "application/x-ndjson"))).ShouldBe(200);
        string[] items = [.. made.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => (string)JsonNode.Parse(l)!["id"]!)];
        items.Length.ShouldBe(1000);

        var before = await shared.Server.FootprintAsync();
        (await room.HandAsync(room.Member, Part.Worker, null, false, [.. items[..999], Guid.NewGuid().ToString()])).ShouldBeProblem(400, "invalid-input", "itemIds[999]");
        (await room.HandAsync(room.Member, Part.Worker, null, false, [.. items, items[0]])).ShouldBeProblem(400, "invalid-input", "itemIds");
        (await room.HandAsync(room.Member, Part.Worker, null, false, [items[0], items[1], items[0]])).ShouldBeProblem(400, "invalid-input", "itemIds[2]");
        (await shared.Server.FootprintAsync()).ShouldBe(before);

        var handed = (await room.HandAsync(room.Member, Part.Worker, null, false, items)).ShouldBe(201);
        handed["transfers"]!.AsArray().Select(t => (string)t!["itemId"]!).ShouldBe(items);
        (await shared.Server.AskAsync<long>($"SELECT count(DISTINCT recorded_at) FROM transfers t JOIN items i ON i.id = t.item_id WHERE i.base_item_id = '{kind}' AND t.owner_id = '{room.IdOf(Part.Worker)}'")).ShouldBe(1);
        (await room.Member.GetAsync($"/api/items?owner={room.IdOf(Part.Worker)}&baseItemId={kind}&limit=500&sort=created"))["items"]!.AsArray().Select(i => (string)i!["id"]!).ShouldBe(items[..500]);
    }

    [Fact]
    public async Task A_batch_answers_line_by_line_and_is_taken_once_under_its_key()
    {
        var room = new Room(shared.Cast);
        var (mine, theirs) = (await room.ItemAsync(Part.Member), await room.ItemAsync(Part.Owner));
        string Line(string item, string owner, string more = "") => $$"""{"itemId":"{{item}}","ownerId":"{{owner}}"{{more}}}""" + "\n";
        var body = Line(mine, room.IdOf(Part.Worker), ",\"at\":\"2025-01-01T00:00:00Z\"") + Line(theirs, room.IdOf(Part.Worker)) + Line(Guid.NewGuid().ToString(), room.IdOf(Part.Worker))
            + Line(mine, room.IdOf(Part.Stranger)) + Line(mine, room.IdOf(Part.Owner), ",\"at\":\"yesterday\"") + "{}\n" + Line(mine, room.IdOf(Part.Owner), ",\"at\":\"2126-01-01T00:00:00Z\"");
        string? first = null;
        for (var times = 0; times < 2; times++)
        {
            var reply = (await room.Owner.SendAsync(HttpMethod.Post, "/api/transfers/batch", ApiClient.Bytes(System.Text.Encoding.UTF8.GetBytes(body), "application/x-ndjson"),
                ("Idempotency-Key", "once"))).ShouldBe(200);
            var lines = reply.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
            lines.Select(l => (int)l["status"]!).ShouldBe([201, 201, 400, 400, 400, 400, 400]);
            lines.Skip(2).Select(l => l["errors"]!.AsObject().Single().Key).ShouldBe(["itemId", "ownerId", "at", "itemId", "at"]);
            (first ??= (string)lines[0]["id"]!).ShouldBe((string)lines[0]["id"]!);
        }
        (await room.HolderAsync(theirs)).ShouldBe(Part.Worker);
        (await shared.Server.AskAsync<long>($"SELECT count(*) FROM transfers WHERE item_id IN ('{mine}', '{theirs}')")).ShouldBe(4);
    }
}
