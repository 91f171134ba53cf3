using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Shouldly;
using Throughline.Server.Edge.OpenApi;
using Xunit;

namespace Throughline.Server.Tests.Api.Edge;

/// <summary>A query parameter that can't be read is named, on every route; the routes are read from the program.</summary>
public sealed class ParameterTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Each_that_has_the_wrong_type_is_named()
    {
        var found = 0;
        foreach (var route in shared.Server.Node.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
            foreach (var parameter in route.Metadata.OfType<IParameterBindingMetadata>().Where(p => p.HasTryParse))
            {
                var method = new HttpMethod(route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods[0]);
                var path = string.Join('/', route.RoutePattern.PathSegments.Select(s => s.Parts[0] is RoutePatternLiteralPart part ? part.Content : ValueTypes.SomeId));
                (await shared.Server.Api.SendAsync(method, $"/{path}?{parameter.Name}=moon", null)).ShouldBeProblem(400, "invalid-input", parameter.Name);
                found++;
            }
        found.ShouldBeGreaterThan(10);
    }
}
