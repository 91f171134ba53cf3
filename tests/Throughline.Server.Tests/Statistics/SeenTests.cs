using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Tests.Live;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Statistics;

/// <summary><c>GET /api/statistics</c> answers from what whoever asks may see.</summary>
public sealed class SeenTests
{
    [Theory]
    [InlineData("second")]
    [InlineData("minute")]
    [InlineData("hour")]
    [InlineData("day")]
    public async Task Those_of_two_projects_of_three_are_the_sum_of_the_two(string resolution)
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var node = await StatisticsNode.StartAsync(database.DataSource);
        var projects = new[] { await node.ProjectAsync("ONE"), await node.ProjectAsync("TWO"), await node.ProjectAsync("THREE") };
        foreach (var (project, count) in projects.Zip([3, 4, 5]))
            for (var n = 0; n < count; n++)
                await node.MoveAsync(await node.StoryAsync(project), n % 2 == 0 ? Status.Done : Status.InProgress);
        var (person, nobody) = (await node.Accounts.PersonAsync("one"), await node.Accounts.PersonAsync("nobody"));
        await node.Accounts.AddAsync(projects[0], person);
        await node.Accounts.AddAsync(projects[1], person, Role.Owner);
        await Following.ReachedAsync(database.DataSource, node.Tail.Last.Value);

        var range = $"?resolution={resolution}&from={node.Now.AddMinutes(-5):yyyy-MM-ddTHH:mm:ssZ}&to={node.Now.AddMinutes(1):yyyy-MM-ddTHH:mm:ssZ}";
        var each = new List<JsonNode>();
        foreach (var project in projects)
            each.Add(await GetAsync(node, $"{range}&projectId={project}", node.Owner));

        Numbers(await GetAsync(node, range, person.Token)).ShouldBe(Sum(each[..2]));
        Numbers(await GetAsync(node, range, node.Owner)).ShouldBe(Sum(each));
        Numbers(await GetAsync(node, $"{range}&projectId={projects[1]}", person.Token)).ShouldBe(Numbers(each[1]));
        Numbers(await GetAsync(node, range, nobody.Token)).ShouldAllBe(n => n == 0);
        Numbers(each[2]).Sum().ShouldBeGreaterThanOrEqualTo(5);
    }

    [Fact]
    public async Task A_foreign_project_is_answered_as_one_that_is_not_there()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var node = await StatisticsNode.StartAsync(database.DataSource);
        var foreign = await node.ProjectAsync("TL");
        await node.StoryAsync(foreign);
        var person = await node.Accounts.PersonAsync("one");
        await Following.ReachedAsync(database.DataSource, node.Tail.Last.Value);

        var answer = await GetAsync(node, $"?projectId={foreign}", person.Token, HttpStatusCode.BadRequest);
        answer["errors"]!["projectId"]![0]!.GetValue<string>().ShouldBe("There is no such project.");
        var none = await GetAsync(node, $"?projectId={ProjectId.New(Instant.FromDateTimeOffset(node.Now))}", person.Token, HttpStatusCode.BadRequest);
        answer.ToJsonString().ShouldBe(none.ToJsonString());
        await GetAsync(node, $"?projectId={foreign}", node.Owner);
    }

    [Fact]
    public async Task Nobody_is_answered_without_a_token_that_is_good_for_it()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var node = await StatisticsNode.StartAsync(database.DataSource);
        var worker = await node.Accounts.PersonAsync("worker", Scopes.Work);
        await GetAsync(node, "", ("Accept", "*/*"), HttpStatusCode.Unauthorized);
        await GetAsync(node, "", worker.Token, HttpStatusCode.Forbidden);
    }

    static IReadOnlyList<long> Numbers(JsonNode answer) =>
        [.. answer["buckets"]!.AsArray().SelectMany(b => b!["counts"]!.AsArray().Concat(b["sums"]!.AsArray())).Select(n => n!.GetValue<long>())];

    static IReadOnlyList<long> Sum(IEnumerable<JsonNode> answers) =>
        answers.Select(Numbers).Aggregate((one, other) => [.. one.Zip(other, (a, b) => a + b)]);

    static async Task<JsonNode> GetAsync(
        StatisticsNode node, string query, (string Name, string Value) who, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/statistics" + query);
        request.Headers.TryAddWithoutValidation(who.Name, who.Value);
        using var response = await node.Anybody.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(status, body);
        var answer = JsonNode.Parse(body)!;
        answer.AsObject().Remove("requestId");
        return answer;
    }
}
