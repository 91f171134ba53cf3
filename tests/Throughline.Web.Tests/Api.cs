using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Throughline.Web.Tests;

/// <summary>The server as programs speak with it: what somebody else does while a page is open.</summary>
/// <param name="address">Where it is.</param>
/// <param name="token">In whose name; null: nobody's.</param>
public sealed class Api(Uri address, string? token = null)
{
    // It shows what it is given and nothing else: a cookie that an answer set is not sent with the next one's request.
    static readonly HttpClient Client = new(new HttpClientHandler { UseCookies = false });

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Uri Address => address;

    public async Task<JsonNode> GetAsync(string path) => (await SendAsync(HttpMethod.Get, path))!;

    public async Task<JsonNode> PostAsync(string path, object body) => (await SendAsync(HttpMethod.Post, path, Json(body)))!;

    public Task PatchAsync(string path, object body) => SendAsync(HttpMethod.Patch, path, Json(body));

    /// <summary>The same server as somebody sees it who signs in there.</summary>
    public async Task<Api> SignedInAsync(Account account)
    {
        using var handler = new HttpClientHandler();
        using var client = new HttpClient(handler) { BaseAddress = address };
        using var signedIn = await client.PostAsync(new Uri("/api/sign-in", UriKind.Relative), Json(new { email = account.Email, password = account.Password }), Cancel);
        signedIn.IsSuccessStatusCode.ShouldBeTrue(await signedIn.Content.ReadAsStringAsync(Cancel));
        using var made = await client.PostAsync(new Uri("/api/users/me/tokens", UriKind.Relative),
            Json(new { name = "Browser tests", scopes = (string[])["read", "write", "work", "admin"] }), Cancel);
        var text = await made.Content.ReadAsStringAsync(Cancel);
        made.IsSuccessStatusCode.ShouldBeTrue(text);
        return new Api(address, (string)JsonNode.Parse(text)!["secret"]!);
    }

    public Task DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    /// <summary>Makes many stories at once.</summary>
    public Task BatchAsync(IEnumerable<object> stories) => SendAsync(HttpMethod.Post, "/api/stories/batch",
        new StringContent(string.Join('\n', stories.Select(story => JsonSerializer.Serialize(story))), Encoding.UTF8, "application/x-ndjson"), isJson: false);

    static StringContent Json(object body) => new(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");

    async Task<JsonNode?> SendAsync(HttpMethod method, string path, HttpContent? content = null, bool isJson = true)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, path)) { Content = content };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
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

    /// <summary>Lets somebody in.</summary>
    public Task AddMemberAsync(Account account, string role) => Api.PostAsync($"/api/projects/{Id}/members", new { email = account.Email, role });

    public Task RemoveMemberAsync(Account account) => Api.DeleteAsync($"/api/projects/{Id}/members/{account.Id}");

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
