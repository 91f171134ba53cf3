using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Live;

namespace Throughline.Server.Tests.Search;

/// <summary>Some 160 random stories of few words, labels and people, made and changed at random moments of a year, beside another project that has the like.</summary>
public sealed class SearchedStories : SharedServer
{
    public static readonly string[] Words = ["login", "log", "slow", "Åsa", "asa", "export", "日本", "12", "it's", "C++", "pag-ing", "Déjà", "🚀"];
    public static readonly string[] Labels = ["api", "API", "ui", "won't fix", "a,b", "none", "say \"hi\"", @"back\slash"];
    static readonly string[] Statuses = ["Open", "In Progress", "Done"];
    static readonly string[] Priorities = ["None", "Low", "Medium", "High", "Urgent"];

    public List<StoryFact> Stories { get; } = [];

    public IReadOnlyList<UserId> People { get; private set; } = [];

    public string Project { get; private set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var api = Server.Api;
        Project = (await api.CreateProjectAsync()).Id;
        var other = (await api.CreateProjectAsync("OTHER", "Other")).Id;
        var accounts = new Accounts(Server.Node.Get<Sequencer>(), Server.Node.Get<TimeProvider>());
        var people = new List<UserId> { InstanceOwner.Id };
        foreach (var name in (string[])["mira", "erik"])
        {
            var person = await accounts.PersonAsync(name);
            await accounts.AddAsync(new(Guid.Parse(Project)), person, Role.Member);
            await accounts.AddAsync(new(Guid.Parse(other)), person, Role.Member);
            people.Add(person.Id);
        }
        People = people;
        var random = new Random(7);
        await api.SendAsync(HttpMethod.Post, "/api/stories/batch", ApiClient.Bytes(System.Text.Encoding.UTF8.GetBytes(
            string.Join('\n', Enumerable.Range(0, 200).Select(i => Story(random, i < 160 ? Project : other, i)))), "application/x-ndjson"));
        await Server.AskAsync<long>("""
            WITH moved AS (UPDATE stories SET created_at = now() - number * interval '53 hours', updated_at = now() - (number * 37 % 160) * interval '31 hours' RETURNING 1)
            SELECT count(*) FROM moved
            """);
        Stories.AddRange((await api.GetAsync($"/api/stories?projectId={Project}&limit=500&sort=created")).ShouldBe(200)["items"]!.AsArray().Select(s => new StoryFact(s!)));
        Stories.Count.ShouldBe(160);
    }

    static string Story(Random random, string project, int i)
    {
        var labels = random.Next(3) == 0 ? [] : Enumerable.Range(0, random.Next(1, 4)).Select(_ => Any(random, Labels)).ToArray();
        var story = new JsonObject
        {
            ["projectId"] = project,
            ["title"] = Text(random, 1, 5),
            ["description"] = random.Next(3) == 0 ? "" : Text(random, 1, 8),
            ["status"] = Any(random, Statuses),
            ["priority"] = Any(random, Priorities),
            ["labels"] = new JsonArray([.. labels.Select(l => JsonValue.Create(l))]),
            ["tasks"] = new JsonArray([.. Enumerable.Range(0, random.Next(3) == 0 ? 0 : random.Next(5)).Select(_ => new JsonObject { ["title"] = "A task", ["status"] = Any(random, Statuses) })]),
        };
        if (i % 5 == 0)
            story["externalKey"] = $"X-{i}";
        return story.ToJsonString();
    }

    static string Text(Random random, int least, int most) => string.Join(random.Next(4) == 0 ? ", " : " ", Enumerable.Range(0, random.Next(least, most)).Select(_ => Any(random, Words)));

    public static T Any<T>(Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];
}
