using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Access;

/// <summary>Whoever adds an endpoint says who may use it, or nothing starts.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_node_starts_only_when_every_endpoint_says_who_may_use_it(bool says)
    {
        await using var database = await TestPostgres.DataSourceForNewInstanceAsync();
        await using var node = await BareNode.BuildAsync(database.ConnectionString, NullLoggerFactory.Instance);
        var more = node.App.MapGet("/api/forgotten", () => Results.Ok());
        if (says)
        {
            more.Requires(Permission.Administer);
            await node.StartAsync();
            (await node.Nobody.GetAsync("/api/forgotten")).ShouldBeProblem(401, "sign-in-required");
            return;
        }
        (await Should.ThrowAsync<InvalidOperationException>(node.StartAsync)).Message.ShouldContain("/api/forgotten");
    }
}
