using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Throughline.Web.Tests;

/// <summary>The server as programs speak with it: what somebody else does while a page is open.</summary>
public sealed class Api(Uri address)
{
    static readonly HttpClient Client = new();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Uri Address => address;

    public async Task<JsonNode> GetAsync(string path) => (await SendAsync(HttpMethod.Get, path))!;

    public async Task<JsonNode> PostAsync(string path, object body) => (await SendAsync(HttpMethod.Post, path, Json(body)))!;

    public Task PatchAsync(string path, object body) => SendAsync(HttpMethod.Patch, path, Json(body));

    public Task DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    /// <summary>Makes many stories at once.</summary>
    public Task BatchAsync(IEnumerable<object> stories) => SendAsync(HttpMethod.Post, "/api/stories/batch",
        new StringContent(string.Join('\n', stories.Select(story => JsonSerializer.Serialize(story))), Encoding.UTF8, "application/x-ndjson"), isJson: false);

    static StringContent Json(object body) => new(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");

    async Task<JsonNode?> SendAsync(HttpMethod method, string path, HttpContent? content = null, bool isJson = true)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, path)) { Content = content };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var answer = await Client.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{method} {path}: {(int)answer.StatusCode} {text}");
        return isJson && text.Length > 0 ? JsonNode.Parse(text) : null;
    }
}

/// <summary>A project that a test made.</summary>
public sealed record Project(Api Api, string Id, string Key)
{
    public string Path => $"/p/{Key}";

    public Task<JsonNode> AddStoryAsync(string title, params object[] tasks) => Api.PostAsync("/api/stories", new { projectId = Id, title, tasks });

    public Task AddStoriesAsync(int count, string title = "Story") =>
        Api.BatchAsync(Enumerable.Range(1, count).Select(i => new { projectId = Id, title = $"{title} {i:00000}" }));

    /// <summary>The titles of all stories, however many there are.</summary>
    public async Task<List<string>> TitlesAsync()
    {
        var titles = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await Api.GetAsync($"/api/stories?projectId={Id}&limit=200{cursor}");
            titles.AddRange(page["items"]!.AsArray().Select(story => (string)story!["title"]!));
            cursor = (string?)page["nextCursor"] is { } next ? $"&cursor={Uri.EscapeDataString(next)}" : null;
        }
        return titles;
    }
}
