using System.Text.Json.Nodes;
using Shouldly;

namespace Throughline.Server.Tests.Api.Edge.OpenApi;

/// <summary>A server and what it says about itself.</summary>
public sealed class ApiDescription : SharedServer
{
    public string Text { get; private set; } = "";

    public JsonNode Root { get; private set; } = null!;

    /// <summary>Every operation with its place, such as <c>POST /api/stories</c>.</summary>
    public IEnumerable<(string Place, JsonNode Operation)> Operations =>
        Root["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(o => ($"{o.Key.ToUpperInvariant()} {p.Key}", o.Value!)));

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var reply = (await Server.Api.GetAsync("/openapi/v1.json")).ShouldBe(200);
        (Text, Root) = (reply.Text, reply.Json);
    }

    public JsonNode Operation(string id) => Operations.Single(o => (string?)o.Operation["operationId"] == id).Operation;

    /// <summary>Every part of the document that is an object, with the way to it.</summary>
    public IEnumerable<(string Path, JsonObject Part)> Parts() => Parts("#", Root);

    /// <summary>The schema itself, or the one that it refers to.</summary>
    public JsonNode Resolve(JsonNode schema)
    {
        while ((string?)schema["$ref"] is { } reference)
        {
            var at = Root;
            foreach (var step in reference.Split('/').Skip(1))
                at = at[step].ShouldNotBeNull($"{reference} leads nowhere");
            schema = at;
        }
        return schema;
    }

    static IEnumerable<(string, JsonObject)> Parts(string path, JsonNode? node) => node switch
    {
        JsonObject part => part.SelectMany(m => Parts($"{path}/{m.Key}", m.Value)).Prepend((path, part)),
        JsonArray list => list.SelectMany((item, i) => Parts($"{path}/{i}", item)),
        _ => [],
    };
}
