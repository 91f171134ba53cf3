using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Throughline.Server.Tests.Api;

namespace Throughline.Bench.Machine;

/// <summary>The few calls that benchmarks prepare their server with.</summary>
static class Api
{
    static readonly HttpClient Client = AsOwner(TimeSpan.FromMinutes(10));

    /// <summary>A client that comes as the instance's owner.</summary>
    public static HttpClient AsOwner(TimeSpan timeout, HttpMessageHandler? handler = null)
    {
        var client = InstanceOwner.Client(handler: handler);
        client.Timeout = timeout;
        return client;
    }

    /// <returns>The project's id.</returns>
    public static async Task<Guid> NewProjectAsync(Uri server, string key, CancellationToken cancel)
    {
        var made = await PostAsync(new Uri(server, "/api/projects"), $$"""{"key":"{{key}}","name":"{{key}}"}""", cancel);
        return (Guid)made["id"]!;
    }

    /// <summary>Puts an answer's body into a file.</summary>
    public static async Task SaveAsync(Uri address, string file, CancellationToken cancel) =>
        await File.WriteAllBytesAsync(file, await Client.GetByteArrayAsync(address, cancel), cancel);

    public static async Task DeleteAsync(Uri address, CancellationToken cancel)
    {
        using var answer = await Client.DeleteAsync(address, cancel);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Bytes of an answer's body as a browser gets it, compressed.</summary>
    public static async Task<long> TransferredAsync(Uri address, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptEncoding.ParseAdd("gzip, deflate, br");
        using var answer = await Client.SendAsync(request, cancel);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync(cancel)).LongLength;
    }

    public static async Task<bool> IsReadyAsync(Uri server, CancellationToken cancel)
    {
        using var answer = await Client.GetAsync(new Uri(server, "/health/ready"), cancel);
        return answer.IsSuccessStatusCode;
    }

    /// <exception cref="HttpRequestException">The answer is no 2xx.</exception>
    public static async Task<JsonNode> PostAsync(Uri address, string json, CancellationToken cancel)
    {
        using var content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var answer = await Client.PostAsync(address, content, cancel);
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancel))!;
    }
}
