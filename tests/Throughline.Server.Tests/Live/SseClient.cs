using System.Net.ServerSentEvents;
using Xunit;

namespace Throughline.Server.Tests.Live;

/// <summary>A client of /api/live.</summary>
sealed class SseClient : ILiveClient
{
    static readonly HttpClient Http = new(new SocketsHttpHandler { MaxConnectionsPerServer = int.MaxValue, UseProxy = false });
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    readonly HttpResponseMessage _response;
    readonly SseParser<string> _parser;
    readonly IAsyncEnumerator<SseItem<string>> _items;

    SseClient(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _parser = SseParser.Create(body);
        _items = _parser.EnumerateAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
    }

    public HttpResponseMessage Response => _response;

    public TimeSpan Retry => _parser.ReconnectionInterval;

    /// <param name="who">The header that says who opens it; null: an administrator.</param>
    public static Task<SseClient> OpenAsync(LiveHost host, string query = "", string? lastEventId = null, (string Name, string Value)? who = null) =>
        OpenPathAsync(host, "/api/live" + query, lastEventId, who);

    public static async Task<SseClient> OpenPathAsync(
        LiveHost host, string path, string? lastEventId = null, (string Name, string Value)? who = null)
    {
        var response = await GetAsync(host, path, lastEventId, who);
        response.EnsureSuccessStatusCode();
        return new SseClient(response, await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    public static Task<HttpResponseMessage> GetAsync(
        LiveHost host, string path, string? lastEventId = null, (string Name, string Value)? who = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Url, path));
        var (name, value) = who ?? ("Authorization", $"Bearer {host.Token}");
        request.Headers.TryAddWithoutValidation(name, value);
        if (lastEventId is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        return Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public async Task<LiveEvent?> NextAsync()
    {
        if (!await _items.MoveNextAsync().AsTask().WaitAsync(Deadline, TestContext.Current.CancellationToken))
            return null;
        return new LiveEvent(_items.Current.EventType, _items.Current.EventId, _items.Current.Data);
    }

    public ValueTask DisposeAsync()
    {
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
