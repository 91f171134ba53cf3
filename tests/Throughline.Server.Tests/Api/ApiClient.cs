using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Throughline.Server.Tests.Api;

/// <summary>A client that says exactly what a test wants said, and the shortest way to projects, stories and tasks.</summary>
/// <param name="token">What it proves with who it is; null: nothing.</param>
public sealed class ApiClient(Uri address, TestLog log, string? token) : IDisposable
{
    // A cookie is sent by the test that means it, and by no other.
    readonly SocketsHttpHandler _handler = new() { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };

    public HttpClient Http => field ??= new HttpClient(_handler)
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(60),
        DefaultRequestHeaders = { Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token) },
    };

    /// <summary>The same server, asked by somebody else.</summary>
    /// <param name="other">Their token; null: by nobody.</param>
    public ApiClient As(string? other) => new(address, log, other);

    public void Dispose() => Http.Dispose();

    public async Task<Reply> SendAsync(HttpMethod method, string path, HttpContent? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await SendAsync(request);
    }

    public async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return new Reply((int)response.StatusCode, response.Headers, response.Content.Headers,
            await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), log);
    }

    public Task<Reply> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<Reply> PostAsync(string path, string json, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, Json(json), headers);

    /// <param name="ifMatch">The ETag; * takes whichever is current, null sends none.</param>
    public Task<Reply> PatchAsync(string path, string json, string? ifMatch = "*") =>
        SendAsync(HttpMethod.Patch, path, Json(json), Match(ifMatch));

    /// <param name="ifMatch">As for <see cref="PatchAsync"/>.</param>
    public Task<Reply> DeleteAsync(string path, string? ifMatch = "*") => SendAsync(HttpMethod.Delete, path, null, Match(ifMatch));

    public async Task<Reply> CreateProjectAsync(string key = "TL", string name = "Throughline") =>
        (await PostAsync("/api/projects", $$"""{"key":"{{key}}","name":"{{name}}"}""")).ShouldBe(201);

    /// <param name="more">Further members of the request, such as <c>"priority":"High"</c>.</param>
    public async Task<Reply> CreateStoryAsync(string title = "A story", string more = "") =>
        (await PostAsync("/api/stories", $$"""{"title":{{JsonValue.Create(title).ToJsonString()}}{{(more.Length > 0 ? "," : "")}}{{more}}}""")).ShouldBe(201);

    /// <param name="more">As for <see cref="CreateStoryAsync"/>.</param>
    public async Task<Reply> AddTaskAsync(string storyId, string title = "A task", string more = "") =>
        (await PostAsync($"/api/stories/{storyId}/tasks", $$"""{"title":{{JsonValue.Create(title).ToJsonString()}}{{(more.Length > 0 ? "," : "")}}{{more}}}"""))
        .ShouldBe(201);

    public async Task<Reply> MoveTaskAsync(string taskId, string status) =>
        (await PatchAsync($"/api/tasks/{taskId}", $$"""{"status":"{{status}}"}""")).ShouldBe(200);

    public async Task<Reply> StoryAsync(string id) => (await GetAsync($"/api/stories/{id}")).ShouldBe(200);

    public static StringContent Json(string json) => new(json, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"));

    /// <summary>A body of the very bytes, whatever they are.</summary>
    public static ByteArrayContent Bytes(byte[] body, string? contentType = "application/json")
    {
        var content = new ByteArrayContent(body);
        if (contentType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return content;
    }

    static (string, string)[] Match(string? ifMatch) => ifMatch is null ? [] : [("If-Match", ifMatch)];
}
