using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Tests.Api;
using Xunit;

namespace Throughline.Server.Tests.Access;

/// <summary>
/// Every route of the running program, asked by everybody with everything they can show. The routes are read from the program, what is expected
/// from the table of rights; so a route that nobody thought of fails here.
/// </summary>
public sealed class MatrixTests(SharedServer shared) : IClassFixture<SharedServer>
{
    static readonly Part[] Parts = Enum.GetValues<Part>();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    TestServer Server => shared.Server;

    [Fact]
    public async Task Every_route_lets_in_whom_the_table_lets_in_and_nobody_else()
    {
        var routes = RoutesOf(Server.Node);
        routes.Select(r => r.Name).Where(name => !KnownCalls.ByRoute.ContainsKey(name)).ShouldBeEmpty("The matrix doesn't know how to call these; say it in KnownCalls.");
        KnownCalls.ByRoute.Keys.Except(routes.Select(r => r.Name)).ShouldBeEmpty("There are no such routes.");

        var cast = await Cast.OnAsync(Server.Node);
        (await Server.Api.PostAsync("/api/simulation", $$"""{"projectId":"{{cast.Project}}",{{KnownCalls.Idle}}}""")).ShouldBe(201);
        var (wrong, seen) = (new List<string>(), new Dictionary<Verdict, int>());
        foreach (var route in routes)
            await AskAsync(cast, route, wrong, seen);

        wrong.ShouldBeEmpty();
        // A verdict that never came was never tested.
        foreach (var verdict in Enum.GetValues<Verdict>())
            seen.GetValueOrDefault(verdict).ShouldBeGreaterThan(20, $"{verdict} was expected too seldom");
        seen.Values.Sum().ShouldBeGreaterThan(1500);
    }

    async Task AskAsync(Cast cast, KnownRoute route, List<string> wrong, Dictionary<Verdict, int> seen)
    {
        var call = KnownCalls.ByRoute[route.Name];
        var all = (from part in route.Policy.Permission is null ? [Part.Nobody, Part.Administrator, Part.Disabled] : Parts
                   from proof in cast.ProofsOf(part).DefaultIfEmpty()
                   where route.Policy.Permission is not null || proof?.Name is null or "cookie"
                   select (Part: part, Proof: proof?.Name, Expected: Verdicts.Expected(route.Policy, call, part, cast.RoleOf(part), proof))).ToList();
        // First all who are refused, in one go: whatever they ask for leaves no trace.
        var bodies = new Queue<HttpRequestMessage>();
        var refused = all.Where(one => one.Expected is not (Verdict.LetIn or Verdict.Open)).ToList();
        foreach (var one in refused)
            bodies.Enqueue(await call.MakeAsync(route.Method, cast, PersonOf(cast, one.Part), isLetIn: false));
        var before = await Server.FootprintAsync();
        foreach (var one in refused)
            await OneAsync(one.Part, one.Proof, one.Expected, bodies.Dequeue());
        if (await Server.FootprintAsync() is var after && after != before)
            wrong.Add($"{route.Name}: what was refused changed something: {before} -> {after}");
        foreach (var one in all.Except(refused))
        {
            await OneAsync(one.Part, one.Proof, one.Expected, await call.MakeAsync(route.Method, cast, PersonOf(cast, one.Part), isLetIn: true));
            if (call.SignsOut)
                await cast.SignInAsync(one.Part);
        }

        async Task OneAsync(Part part, string? shown, Verdict expected, HttpRequestMessage request)
        {
            using var sent = request;
            var proof = cast.ProofsOf(part).FirstOrDefault(p => p.Name == shown);
            var (status, text) = await cast.AskAsync(sent, proof, Cancel);
            seen[expected] = seen.GetValueOrDefault(expected) + 1;
            if (Verdicts.Differs(expected, call, status, text) is { } difference)
                wrong.Add($"{route.Name} by {part} with {shown ?? "nothing"}: {difference}");
        }
    }

    static Live.Person PersonOf(Cast cast, Part part) => cast[part == Part.Nobody ? Part.Viewer : part];

    internal static List<KnownRoute> RoutesOf(TestNode node) =>
    [
        .. from endpoint in node.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           let policy = endpoint.Metadata.GetMetadata<AccessPolicy>().ShouldNotBeNull($"{endpoint.DisplayName} does not say who may use it")
           from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>().ShouldNotBeNull(endpoint.DisplayName).HttpMethods
           select new KnownRoute(new HttpMethod(method), endpoint.RoutePattern.RawText!, policy),
    ];

    internal sealed record KnownRoute(HttpMethod Method, string Pattern, AccessPolicy Policy)
    {
        public string Name => $"{Method} /{Pattern.Trim('/')}";
    }
}
