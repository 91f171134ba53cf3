using System.Text;
using System.Text.Json.Nodes;
using Throughline.Server.Tests.Api;
using Xunit;

namespace Throughline.Server.Tests.Faults;

/// <summary>Plain requests of the instance's owner, with JSON bodies.</summary>
static class Requests
{
    public static StringContent Json(JsonObject body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");

    public static async Task<JsonObject> MakeAsync(Uri address, string path, JsonObject body)
    {
        using var client = InstanceOwner.Client(address);
        using var response = await client.PostAsync(path, Json(body), TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return await ReadAsync(response, TestContext.Current.CancellationToken);
    }

    public static Task MakeProjectAsync(Uri address) =>
        MakeAsync(address, "/api/projects", new JsonObject { ["key"] = "TL", ["name"] = "Throughline" });

    public static async Task<JsonObject> ReadAsync(HttpResponseMessage response, CancellationToken cancellation) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellation))!.AsObject();
}
