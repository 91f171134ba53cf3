using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Throughline.Domain.Factors;
using Throughline.Domain.Items;
using Throughline.Domain.Members;
using Throughline.Domain.Projects;
using Throughline.Domain.Stories;
using Throughline.Domain.Tasks;
using Throughline.Domain.Tokens;
using Throughline.Domain.Users;
using Throughline.Domain.Views;
using Throughline.Domain.Work;
using Throughline.Server.Tests.Api;
using Xunit;

namespace Throughline.Server.Tests.Access;

/// <summary>What a thing has and a request does not is set by nobody: every such member is refused, wherever in the body it stands.</summary>
public sealed class MassAssignmentTests(SharedServer shared) : IClassFixture<SharedServer>
{
    static readonly Type[] Rows =
        [typeof(User), typeof(Account), typeof(Secret), typeof(Link), typeof(SignIn), typeof(Token), typeof(Member), typeof(Invitation), typeof(AddressChange), typeof(ExternalLogin), typeof(Project),
            typeof(Story), typeof(WorkTask), typeof(BaseItem), typeof(Item), typeof(Transfer), typeof(Lease), typeof(WorkerSession), typeof(Authenticator), typeof(RecoveryCode), typeof(Passkey), typeof(View)];

    [Fact]
    public async Task A_request_takes_its_own_members_and_no_others()
    {
        var server = shared.Server;
        var cast = await Cast.OnAsync(server.Node);
        var document = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests/Throughline.Server.Tests/Snapshots/openapi.json"), TestContext.Current.CancellationToken))!;
        var names = NamesOf(document);
        names.Count.ShouldBeGreaterThan(60);
        names.ShouldContain("passwordHash");
        names.ShouldContain("isAdministrator");
        var (tried, wrong) = (0, new List<string>());
        foreach (var (route, call) in KnownCalls.ByRoute.Where(c => c.Value.Body is not null))
        {
            var parts = route.Split(' ');
            var request = RequestOf(document, parts[1], parts[0]);
            var person = cast[Part.Administrator];
            var valid = await call.Body!(cast, person);
            var before = await server.FootprintAsync();
            foreach (var place in PlacesIn(JsonNode.Parse(valid)!, document, request))
                foreach (var name in names.Except(place.Members))
                {
                    using var message = await call.MakeAsync(new HttpMethod(parts[0]), cast, person, isLetIn: false);
                    message.Content = new StringContent(place.With(valid, name), Encoding.UTF8, call.ContentType);
                    var (status, text) = await cast.AskAsync(message, cast.ProofsOf(Part.Administrator).First(), TestContext.Current.CancellationToken);
                    if (call.ByLine && status == 200)
                        status = (int)JsonNode.Parse(text.Split('\n')[0])!["status"]!;
                    tried++;
                    if (status != 400)
                        wrong.Add($"{route} with {name} at {place.Path}: {status} {text}");
                }
            if (await server.FootprintAsync() is var after && after != before)
                wrong.Add($"{route}: {before} -> {after}");
        }
        wrong.ShouldBeEmpty();
        tried.ShouldBeGreaterThan(1000);
    }

    /// <summary>The members that answers and rows have, in the wire's spelling.</summary>
    static HashSet<string> NamesOf(JsonNode document)
    {
        var answers = document["components"]!["schemas"]!.AsObject().Where(s => !s.Key.EndsWith("Request", StringComparison.Ordinal))
            .SelectMany(s => s.Value!["properties"]?.AsObject().Select(p => p.Key) ?? []);
        var rows = Rows.SelectMany(r => r.GetProperties(BindingFlags.Public | BindingFlags.Instance)).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name));
        return [.. answers, .. rows, "__proto__", "$type"];
    }

    static JsonNode RequestOf(JsonNode document, string path, string method) => document["paths"]!.AsObject()
        .Single(p => p.Key == path).Value![method.ToLowerInvariant()]!["requestBody"]!["content"]!.AsObject().First().Value!["schema"]!;

    /// <summary>The objects in a body, each with the members that its schema has.</summary>
    static IEnumerable<Place> PlacesIn(JsonNode node, JsonNode document, JsonNode schema, string path = "$")
    {
        while (schema["$ref"] is { } reference)
            schema = document["components"]!["schemas"]![((string)reference!).Split('/')[^1]]!;
        foreach (var choice in (schema["oneOf"] ?? schema["anyOf"])?.AsArray() ?? [])
            if (choice!["type"] is not JsonValue type || (string?)type != "null")
                schema = choice;
        if (schema["$ref"] is not null)
        {
            foreach (var place in PlacesIn(node, document, schema, path))
                yield return place;
            yield break;
        }
        if (node is JsonArray { Count: > 0 } items && schema["items"] is { } item)
            foreach (var place in PlacesIn(items[0]!, document, item, path + "[0]"))
                yield return place;
        if (node is not JsonObject members)
            yield break;
        yield return new Place(path, [.. schema["properties"]!.AsObject().Select(p => p.Key)]);
        foreach (var (name, value) in members)
            if (value is JsonObject or JsonArray)
                foreach (var place in PlacesIn(value, document, schema["properties"]![name]!, $"{path}.{name}"))
                    yield return place;
    }

    sealed record Place(string Path, HashSet<string> Members)
    {
        public string With(string body, string name)
        {
            var all = JsonNode.Parse(body)!;
            var at = all;
            foreach (var step in Path.Split('.').Skip(1))
            {
                at = at[step.Split('[')[0]]!;
                if (step.EndsWith("[0]", StringComparison.Ordinal))
                    at = at[0]!;
            }
            at.AsObject()[name] = true;
            return all.ToJsonString();
        }
    }
}
