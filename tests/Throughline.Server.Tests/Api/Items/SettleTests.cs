using Shouldly;
using Throughline.Server.Tests.Access;
using Throughline.Server.Tests.Audit;
using Xunit;

namespace Throughline.Server.Tests.Api.Items;

/// <summary>Many transfers settled in one step, labels edited, items found: for whom, for which, and what is wrong is named.</summary>
public sealed class SettleTests(CastServer shared) : IClassFixture<CastServer>
{
    static string Body(string status, IEnumerable<string> transfers, string more = "") => $$"""{"transferIds":["{{string.Join("\",\"", transfers)}}"],"status":"{{status}}"{{more}}}""";

    [Fact]
    public async Task Many_are_accepted_refused_recalled_and_taken_off_in_one_commit_or_none_is()
    {
        var room = new Room(shared.Cast);
        string[] items = [.. await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => room.ItemAsync(Part.Member)))];
        string[] lines = [.. (await room.HandAsync(room.Member, Part.Worker, null, true, items)).ShouldBe(201)["transfers"]!.AsArray().Select(t => (string)t!["id"]!)];
        var theirs = await room.HandedAsync(room.Member, Part.Owner, await room.ItemAsync(Part.Member), awaits: true);

        var before = await shared.Server.FootprintAsync();
        (await room.Worker.PostAsync("/api/transfers/settle", Body("Accepted", [.. lines[..2], theirs, Guid.NewGuid().ToString()])))
            .ShouldBeProblem(403, "not-the-receiver", "transferIds[2]", "transferIds[3]");
        (await room.Worker.PostAsync("/api/transfers/settle", Body("Accepted", [lines[0], lines[0]]))).ShouldBeProblem(400, "invalid-input", "transferIds[1]");
        (await room.Worker.PostAsync("/api/transfers/settle", Body("Accepted", []))).ShouldBeProblem(400, "invalid-input", "transferIds[0]");
        (await room.Worker.PostAsync("/api/transfers/settle", """{"transferIds":[],"status":"Accepted"}""")).ShouldBeProblem(400, "invalid-input", "transferIds");
        (await room.Worker.PostAsync("/api/transfers/settle", Body("Awaiting", lines))).ShouldBeProblem(400, "invalid-input", "status");
        (await room.Worker.PostAsync("/api/transfers/settle", Body("Refused", lines))).ShouldBeProblem(400, "invalid-input", "reason");
        (await room.Worker.PostAsync("/api/transfers/settle", Body("Corrected", lines))).ShouldBeProblem(403, "forbidden");
        (await room.Cast.As(Part.Viewer).PostAsync("/api/transfers/settle", Body("Accepted", lines))).ShouldBeProblem(403, "forbidden");
        (await room.Cast.As(Part.Stranger).PostAsync("/api/transfers/settle", Body("Accepted", lines[..1]))).ShouldBeProblem(400, "invalid-input", "transferIds[0]");
        (await room.Owner.PostAsync("/api/transfers/settle", Body("Corrected", lines[..1]))).ShouldBeProblem(409, "transfer-not-accepted", "transferIds[0]");
        (await shared.Server.FootprintAsync()).ShouldBe(before);

        (await room.Worker.PostAsync("/api/transfers/settle", Body("Accepted", lines[..3]))).ShouldBe(200)["transfers"]!.AsArray()
            .Select(t => ((string)t!["id"]!, (string)t["status"]!)).ShouldBe(lines[..3].Select(l => (l, "Accepted")));
        (await room.Worker.PostAsync("/api/transfers/settle", Body("Refused", lines[3..4], ",\"reason\":\"It is broken\""))).ShouldBe(200);
        (await room.Member.PostAsync("/api/transfers/settle", Body("Recalled", lines[4..]))).ShouldBe(200);
        (await room.Worker.PostAsync("/api/transfers/settle", Body("Accepted", lines[4..]))).ShouldBeProblem(409, "transfer-settled", "transferIds[0]", "transferIds[1]");
        (await room.HeldAsync(Part.Worker, items)).ShouldBe(items[..3].Order(StringComparer.Ordinal));
        (await room.Owner.PostAsync("/api/transfers/settle", Body("Corrected", lines[..3], ",\"reason\":\"The wrong ones\""))).ShouldBe(200);
        (await room.HeldAsync(Part.Member, items)).ShouldBe(items.Order(StringComparer.Ordinal));
        (await shared.Server.AskAsync<long>($"SELECT count(DISTINCT settled_at) FROM transfers WHERE id IN ('{string.Join("','", lines[..3])}') AND status = 4")).ShouldBe(1);
    }

    [Fact]
    public async Task A_label_is_edited_on_the_version_that_was_read()
    {
        var room = new Room(shared.Cast);
        var item = await room.ItemAsync(Part.Member);
        (await room.Member.GetAsync($"/api/items/{item}")).ShouldBe(200).ETag.ShouldBe("\"1\"");
        var edited = (await room.Member.PatchAsync($"/api/items/{item}", """{"label":"SN-77 edited"}""", "\"1\"")).ShouldBe(200);
        (edited.ETag, (string?)edited["label"], (string?)edited["ownerId"]).ShouldBe(("\"2\"", "SN-77 edited", room.IdOf(Part.Member)));
        var before = await shared.Server.FootprintAsync();
        (await room.Member.PatchAsync($"/api/items/{item}", """{"label":"Too late"}""", "\"1\"")).ShouldBeProblem(412, "stale-version");
        (await room.Member.PatchAsync($"/api/items/{item}", """{"label":"No version"}""", null)).ShouldBeProblem(428, "version-required");
        (await room.Member.PatchAsync($"/api/items/{item}", """{"label":" "}""", "\"2\"")).ShouldBeProblem(400, "invalid-input", "label");
        (await room.Member.PatchAsync($"/api/items/{item}", """{"label":null}""", "\"2\"")).ShouldBeProblem(400, "invalid-input", "label");
        (await room.Member.PatchAsync($"/api/items/{item}", """{"baseItemId":"x"}""", "\"2\"")).ShouldBeProblem(400, "invalid-input", "baseItemId");
        (await room.Worker.PatchAsync($"/api/items/{item}", """{"label":"A worker's"}""", "\"2\"")).ShouldBeProblem(403, "forbidden");
        (await room.Member.PatchAsync($"/api/items/{Guid.NewGuid()}", """{"label":"x"}""", "\"2\"")).ShouldBeProblem(404, "not-found");
        (await shared.Server.FootprintAsync()).ShouldBe(before);
        (await shared.Server.AskAsync<string>($"SELECT data->'label'->>'new' FROM journal WHERE type = 'item.edited' AND subject_id = '{item}'")).ShouldBe("SN-77 edited");
        ((string?)(await room.Member.PatchAsync($"/api/items/{item}", """{"label":""}""", "\"2\"")).ShouldBe(200)["label"]).ShouldBeNull();
    }

    [Fact]
    public async Task Items_are_found_by_label_kind_holder_and_by_what_waits()
    {
        var room = new Room(shared.Cast);
        var kind = (await room.Member.PostAsync("/api/base-items", """{"description":"A telescope, 100 %"}""")).ShouldBe(201).Id;
        string[] items = [.. await Task.WhenAll(Enumerable.Range(1, 3).Select(async i =>
            (await room.Member.PostAsync("/api/items", $$"""{"baseItemId":"{{kind}}","label":"TS-0{{i}}","ownerId":"{{room.IdOf(Part.Member)}}"}""")).ShouldBe(201).Id))];
        await room.HandedAsync(room.Member, Part.Worker, items[1], awaits: true);
        await room.HandedAsync(room.Member, Part.Worker, items[2]);
        (await FoundAsync("text=telescope")).ShouldBe(items, ignoreOrder: true);
        (await FoundAsync("text=100%20%25")).ShouldBe(items, ignoreOrder: true);
        (await FoundAsync("text=ts-02")).ShouldBe([items[1]]);
        (await FoundAsync($"text=TS-0&owner={room.IdOf(Part.Worker)}")).ShouldBe([items[2]]);
        (await FoundAsync($"baseItemId={kind}&awaiting=true")).ShouldBe([items[1]]);
        (await FoundAsync($"baseItemId={kind}&awaiting=false&sort=created")).ShouldBe([items[0], items[2]], ignoreOrder: true);
        ((string?)(await room.Member.GetAsync($"/api/items/{items[1]}"))["awaitingOwnerId"]).ShouldBe(room.IdOf(Part.Worker));
        (await room.Member.GetAsync("/api/items?awaiting=perhaps")).Status.ShouldBe(400);

        var code = (await room.Member.GetAsync($"/api/items/{items[0]}/code.svg")).ShouldBe(200);
        code.ContentType.ShouldBe("image/svg+xml");
        code.Text.ShouldStartWith("<svg");

        async Task<string[]> FoundAsync(string query)
        {
            var (all, cursor) = (new List<string>(), "");
            do
            {
                var page = (await room.Member.GetAsync($"/api/items?{query}&limit=1{cursor}")).ShouldBe(200);
                all.AddRange(page["items"]!.AsArray().Select(i => (string)i!["id"]!));
                cursor = $"&cursor={(string?)page["nextCursor"]}";
            }
            while (cursor != "&cursor=");
            return [.. all];
        }
    }
}
