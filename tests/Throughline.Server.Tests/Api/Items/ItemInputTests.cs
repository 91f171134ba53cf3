using Shouldly;
using Throughline.Server.Tests.Access;
using Throughline.Server.Tests.Audit;
using Xunit;

namespace Throughline.Server.Tests.Api.Items;

/// <summary>What can't be taken is answered with the field that it is in, and nothing is changed.</summary>
public sealed class ItemInputTests(CastServer shared) : IClassFixture<CastServer>
{
    [Fact]
    public async Task What_is_wrong_names_its_field_and_changes_nothing()
    {
        var room = new Room(shared.Cast);
        var (kind, item) = (room.Cast.BaseItem, await room.ItemAsync(Part.Member));
        var nobody = Guid.NewGuid().ToString();
        var foreign = (await room.Cast.As(Part.Stranger).PostAsync("/api/base-items", """{"description":"Theirs"}""")).ShouldBe(201).Id;
        var foreignItem = (await room.Cast.As(Part.Stranger).PostAsync("/api/items", $$"""{"baseItemId":"{{foreign}}"}""")).ShouldBe(201).Id;
        var before = await shared.Server.FootprintAsync();
        foreach (var (path, body, field) in new[]
        {
            ("/api/base-items", """{"description":""}""", "description"), ("/api/base-items", """{"description":"a\nb"}""", "description"),
            ("/api/base-items", """{}""", "description"), ("/api/base-items", """{"description":"x","extra":1}""", "extra"),
            ("/api/base-items", $$"""{"projectId":"{{nobody}}","description":"x"}""", "projectId"),
            ("/api/items", """{}""", "baseItemId"), ("/api/items", """{"baseItemId":"x"}""", "baseItemId"), ("/api/items", """{"baseItemId":null}""", "baseItemId"),
            ("/api/items", $$"""{"baseItemId":"{{nobody}}"}""", "baseItemId"), ("/api/items", $$"""{"baseItemId":"{{foreign}}"}""", "baseItemId"),
            ("/api/items", $$"""{"baseItemId":"{{kind}}","label":" "}""", "label"), ("/api/items", $$"""{"baseItemId":"{{kind}}","label":"{{new string('x', 201)}}"}""", "label"),
            ("/api/items", $$"""{"baseItemId":"{{kind}}","createdAt":"2126-01-01T00:00:00Z"}""", "createdAt"), ("/api/items", $$"""{"baseItemId":"{{kind}}","createdAt":"-2026-01-01T00:00:00Z"}""", "createdAt"),
            ("/api/items", $$"""{"baseItemId":"{{kind}}","ownerId":"{{nobody}}"}""", "ownerId"), ("/api/items", $$"""{"baseItemId":"{{kind}}","ownerId":"{{room.IdOf(Part.Stranger)}}"}""", "ownerId"),
            ("/api/items", $$"""{"baseItemId":"{{kind}}","ownerId":"{{room.IdOf(Part.Viewer)}}"}""", "ownerId"), ("/api/items", $$"""{"baseItemId":"{{kind}}","ownerId":"{{room.IdOf(Part.Disabled)}}"}""", "ownerId"),
            ("/api/transfers", $$"""{"itemIds":[],"ownerId":"{{room.IdOf(Part.Worker)}}"}""", "itemIds"), ("/api/transfers", $$"""{"itemIds":null,"ownerId":"{{room.IdOf(Part.Worker)}}"}""", "itemIds"),
            ("/api/transfers", $$"""{"itemIds":"{{item}}","ownerId":"{{room.IdOf(Part.Worker)}}"}""", "itemIds"), ("/api/transfers", $$"""{"itemIds":["x"],"ownerId":"{{room.IdOf(Part.Worker)}}"}""", "itemIds[0]"),
            ("/api/transfers", $$"""{"itemIds":["{{item}}",null],"ownerId":"{{room.IdOf(Part.Worker)}}"}""", "itemIds[1]"),
            ("/api/transfers", $$"""{"itemIds":["{{item}}","{{foreignItem}}"],"ownerId":"{{room.IdOf(Part.Worker)}}"}""", "itemIds[1]"),
            ("/api/transfers", $$"""{"itemIds":["{{item}}"],"ownerId":"{{room.IdOf(Part.Stranger)}}"}""", "ownerId"), ("/api/transfers", $$"""{"itemIds":["{{item}}"]}""", "ownerId"),
            ("/api/transfers", $$"""{"itemIds":["{{item}}"],"ownerId":"{{room.IdOf(Part.Worker)}}","at":"2126-01-01T00:00:00Z"}""", "at"),
            ("/api/transfers", $$"""{"itemIds":["{{item}}"],"ownerId":"{{room.IdOf(Part.Worker)}}","at":"1899-12-31T00:00:00Z"}""", "at"),
            ("/api/transfers", $$"""{"itemIds":["{{item}}"],"ownerId":"{{room.IdOf(Part.Worker)}}","awaits":"yes"}""", "awaits"),
        })
            (await room.Owner.PostAsync(path, body)).ShouldBeProblem(400, "invalid-input", field);
        foreach (var (path, field) in new[]
        {
            ($"/api/items/{item}/owner?at=yesterday", "at"), ($"/api/items/{item}/owner?at=2026-13-01T00:00:00Z", "at"), ($"/api/items/{item}/owner?at=0001-01-01T00:00:00Z", "at"),
            ("/api/users/me/items?at=9999-12-31T00:00:00Z", "at"), ("/api/users/me/items?cursor=x", "cursor"), ("/api/users/me/items?limit=501", "limit"),
            ($"/api/users/me/items?projectId={nobody}", "projectId"), ("/api/items?baseItemId=x", "baseItemId"), ("/api/items?owner=x", "owner"), ("/api/items?sort=label", "sort"),
            ("/api/transfers?state=awaiting", "state"), ("/api/transfers?receiver=x", "receiver"), ("/api/transfers?itemId=x", "itemId"), ($"/api/items/{item}/transfers?cursor=AAAA", "cursor"),
        })
            (await room.Owner.GetAsync(path)).ShouldBeProblem(400, "invalid-input", field);
        foreach (var path in new[] { $"/api/items/{nobody}", $"/api/items/{foreignItem}", $"/api/items/{foreignItem}/owner", "/api/items/x/owner", $"/api/transfers/{item}", "/api/users/x/items" })
            (await room.Owner.GetAsync(path)).ShouldBeProblem(404, "not-found");
        (await shared.Server.FootprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Base_items_have_versions_and_stay_while_there_are_items_of_them()
    {
        var room = new Room(shared.Cast);
        var kind = (await room.Member.PostAsync("/api/base-items", """{"description":"A desk"}""")).ShouldBe(201);
        kind.ETag.ShouldBe("\"1\"");
        (await room.Member.PatchAsync($"/api/base-items/{kind.Id}", """{"description":"A tall desk"}""", "\"1\"")).ShouldBe(200).ETag.ShouldBe("\"2\"");
        (await room.Member.PatchAsync($"/api/base-items/{kind.Id}", """{"description":"A small desk"}""", "\"1\"")).ShouldBeProblem(412, "stale-version");
        (await room.Member.PatchAsync($"/api/base-items/{kind.Id}", """{"description":"A small desk"}""", null)).ShouldBeProblem(428, "version-required");
        (await room.Member.PostAsync("/api/items", $$"""{"baseItemId":"{{kind.Id}}","label":"D1"}""")).ShouldBe(201);
        ((int)(await room.Member.GetAsync($"/api/base-items/{kind.Id}"))["itemCount"]!).ShouldBe(1);
        (await room.Member.DeleteAsync($"/api/base-items/{kind.Id}")).ShouldBeProblem(409, "base-item-in-use");
        (await room.Member.GetAsync("/api/base-items?text=TALL"))["items"]!.AsArray().Select(k => (string)k!["id"]!).ShouldBe([kind.Id]);
        (await room.Member.GetAsync("/api/items?text=d1"))["items"]!.AsArray().Count.ShouldBe(1);
        (await room.Member.GetAsync("/api/items?owner=none"))["items"]!.AsArray().Count.ShouldBe(1);
        var unused = (await room.Member.PostAsync("/api/base-items", """{"description":"A chair"}""")).ShouldBe(201).Id;
        (await room.Member.DeleteAsync($"/api/base-items/{unused}")).ShouldBe(204);
        (await room.Member.GetAsync($"/api/base-items/{unused}")).ShouldBeProblem(404, "not-found");
    }
}
