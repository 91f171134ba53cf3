using System.Text.Json.Nodes;
using Shouldly;
using Throughline.Server.Tests.Access;
using Throughline.Server.Tests.Audit;

namespace Throughline.Server.Tests.Api.Items;

/// <summary>A project's people and a kind of thing, and the shortest way to items and transfers.</summary>
sealed class Room(Cast cast)
{
    public Cast Cast => cast;

    public ApiClient Owner { get; } = cast.As(Part.Owner);

    public ApiClient Member { get; } = cast.As(Part.Member);

    public ApiClient Worker { get; } = cast.As(Part.Worker);

    public string IdOf(Part part) => cast[part].Id.ToString();

    public Task<Reply> CreateAsync(ApiClient by, string more = "") =>
        by.PostAsync("/api/items", $$"""{"baseItemId":"{{cast.BaseItem}}"{{(more.Length > 0 ? "," : "")}}{{more}}}""");

    public async Task<string> ItemAsync(Part? holder = null, string? createdAt = null) => (await CreateAsync(Member,
        string.Join(',', new[] { holder is { } h ? $"\"ownerId\":\"{IdOf(h)}\"" : null, createdAt is null ? null : $"\"createdAt\":\"{createdAt}\"" }.OfType<string>()))).ShouldBe(201).Id;

    public Task<Reply> HandAsync(ApiClient by, Part to, string? at, bool awaits, params string[] items) => by.PostAsync("/api/transfers", new JsonObject
    {
        ["itemIds"] = new JsonArray([.. items.Select(i => (JsonNode)i)]),
        ["ownerId"] = IdOf(to),
        ["at"] = at,
        ["awaits"] = awaits,
    }.ToJsonString());

    public async Task<string> HandedAsync(ApiClient by, Part to, string item, string? at = null, bool awaits = false) =>
        (string)(await HandAsync(by, to, at, awaits, item)).ShouldBe(201)["transfers"]![0]!["id"]!;

    public static Task<Reply> SettleAsync(ApiClient by, string transfer, string verb) => by.SendAsync(HttpMethod.Post, $"/api/transfers/{transfer}/{verb}", null);

    /// <summary>Who holds an item, as a part; null: nobody.</summary>
    public async Task<Part?> HolderAsync(string item, string? at = null)
    {
        var owner = (string?)(await Member.GetAsync($"/api/items/{item}/owner{(at is null ? "" : $"?at={at}")}")).ShouldBe(200)["ownerId"];
        return owner is null ? null : Enum.GetValues<Part>().Where(p => p != Part.Nobody).Single(p => IdOf(p) == owner);
    }

    /// <summary>The items that somebody holds among some.</summary>
    public async Task<string[]> HeldAsync(Part by, IEnumerable<string> among, string? at = null)
    {
        var (held, cursor) = (new List<string>(), "");
        do
        {
            var page = (await Member.GetAsync($"/api/users/{IdOf(by)}/items?limit=500{cursor}{(at is null ? "" : $"&at={at}")}")).ShouldBe(200);
            held.AddRange(page["items"]!.AsArray().Select(i => (string)i!["id"]!));
            cursor = $"&cursor={(string?)page["nextCursor"]}";
        }
        while (cursor != "&cursor=");
        held.ShouldBeUnique();
        return [.. held.Intersect(among).Order(StringComparer.Ordinal)];
    }
}
