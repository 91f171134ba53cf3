using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Throughline.Bench.Machine;

/// <summary>The few calls that benchmarks prepare their server with.</summary>
static class Api
{
    static readonly HttpClient Client = new() { Timeout = TimeSpan.FromMinutes(10) };

    /// <returns>The project's id.</returns>
    public static async Task<Guid> NewProjectAsync(Uri server, string key, CancellationToken cancel)
    {
        var made = await PostAsync(new Uri(server, "/api/projects"), $$"""{"key":"{{key}}","name":"{{key}}"}""", cancel);
        return (Guid)made["id"]!;
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
