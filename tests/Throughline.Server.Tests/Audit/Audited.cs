using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Server.Edge.Access;
using Throughline.Server.Tests.Access;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Live;
using Xunit;

namespace Throughline.Server.Tests.Audit;

/// <summary>The shortest way to ask as somebody, and to read what the audit says.</summary>
static class Audited
{
    public static ApiClient As(this Cast cast, Part part) => cast.As(cast[part]);

    public static ApiClient As(this Cast cast, Person person) => cast.Node.Api.As(person.Token.Value["Bearer ".Length..]);

    public static async Task<JsonNode[]> AuditAsync(this ApiClient api, string query = "") =>
        [.. (await api.GetAsync($"/api/audit{query}")).ShouldBe(200)["items"]!.AsArray().Select(e => e!)];

    /// <summary>Writes down now what a node noted of uses.</summary>
    public static Task WriteUsesAsync(this TestNode node) => node.Services.GetRequiredService<Uses>().FlushAsync(TestContext.Current.CancellationToken);
}
