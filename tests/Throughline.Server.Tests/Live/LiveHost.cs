using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Projects;
using Throughline.Domain.Stories;
using Throughline.Domain.Tasks;
using Throughline.Server.Edge;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Followers.Live;
using Throughline.Server.Followers.Live.Connections;
using Throughline.Server.Followers.Live.Feed;
using Throughline.Server.Followers.Statistics;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Access;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Postgres;

namespace Throughline.Server.Tests.Live;

/// <summary>One node with a journal and live streams, on Kestrel and a real PostgreSQL.</summary>
sealed class LiveHost : IAsyncDisposable
{
    readonly WebApplication _app;

    LiveHost(WebApplication app) => _app = app;

    /// <summary>For everything. No fact tells of it: positions are those of what a test does.</summary>
    public string Token { get; private set; } = "";

    public Accounts Accounts => new(Sequencer, _app.Services.GetRequiredService<TimeProvider>());

    public Uri Url { get; private set; } = null!;

    public JournalTail Tail => _app.Services.GetRequiredService<JournalTail>();

    public FactPages Pages => _app.Services.GetRequiredService<FactPages>();

    public LiveServices Services => _app.Services.GetRequiredService<LiveServices>();

    public FactFeed Feed => _app.Services.GetRequiredService<FactFeed>();

    public LiveConnections Connections => _app.Services.GetRequiredService<LiveConnections>();

    public Sequencer Sequencer => _app.Services.GetRequiredService<Sequencer>();

    public static async Task<LiveHost> StartAsync(NpgsqlDataSource source, LiveSettings? live = null, JournalSettings? journal = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(source);
        builder.Services.AddEdge(builder.Configuration);
        builder.Services.AddJournal(builder.Configuration);
        builder.Services.AddStatistics();
        builder.Services.AddLive(builder.Configuration);
        builder.Services.AddSingleton(live ?? new LiveSettings());
        builder.Services.AddSingleton(journal ?? new JournalSettings());
        var app = builder.Build();
        app.UseEdge();
        app.MapLive();
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new LiveHost(app) { Url = new Uri(address), Token = Administrator.LendTo(app.Services.GetRequiredService<AccessDirectory>()) };
    }

    public async Task<ProjectId> ProjectAsync(string key)
    {
        var command = new CreateProject(ProjectId.New(Now), key, key);
        var change = new Change<Project>(
            need => need.ProjectWithKey(key),
            state => command.Decide(state.Projects.All.FirstOrDefault(p => p.Key == key)),
            state => state.Projects.Get(command.Id))
        {
            By = Actor.Program,
        };
        return (await Sequencer.CommitAsync(change)).Value!.Id;
    }

    /// <summary>Commits one fact.</summary>
    public Task<Position> StoryAsync(ProjectId project, string title = "A story", string description = "") =>
        CommitAsync(new CreateStory(StoryId.New(Now), project, title, description, Status.Open, Priority.Medium, LabelSet.Empty, null, []));

    /// <summary>Commits two facts at once.</summary>
    public Task<Position> StoryWithTaskAsync(ProjectId project) =>
        CommitAsync(new CreateStory(StoryId.New(Now), project, "A story", "With a task.", Status.Open, Priority.High, LabelSet.Of(["red"]), null,
            [new NewTask(TaskId.New(Now), "A task", "", Status.Open, new Seconds(3600), default)]));

    async Task<Position> CommitAsync(CreateStory command)
    {
        var change = new Change<Story>(
            need => need.Project(command.ProjectId),
            state => command.Decide(state.Projects.Find(command.ProjectId)),
            state => state.Stories.Get(command.Id))
        {
            By = Actor.Program,
        };
        var made = await Sequencer.CommitAsync(change);
        return made.Refusal is null ? made.Position : throw new InvalidOperationException(made.Refusal.Detail);
    }

    /// <summary>Commits a fact for each number, as fast as it goes.</summary>
    public async Task StoriesAsync(ProjectId project, int count) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(n => StoryAsync(project, $"Story {n}")));

    /// <summary>What a person may read on this node.</summary>
    public Rights RightsOf(Person person) => new(
        new Credential(person.TokenId.Value, CredentialKind.Token, _app.Services.GetRequiredService<AccessDirectory>().UserOf(person.Id)!, Scopes.All, null),
        Permission.Read, _app.Services.GetRequiredService<TimeProvider>());

    /// <summary>Waits until streams that are opened now begin after all that was committed.</summary>
    public Task FedAsync() => Until.TrueAsync("the feed is at the journal's end", () => Feed.Position == Tail.Last);

    public Task StopAsync() => _app.StopAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    NodaTime.Instant Now => _app.Services.GetRequiredService<TimeProvider>().Now();
}
