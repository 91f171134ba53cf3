using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Projects;
using Throughline.Domain.Stories;
using Throughline.Server.Edge;
using Throughline.Server.Followers.Statistics;
using Throughline.Server.Followers.Statistics.Channels;
using Throughline.Server.Followers.Statistics.Reading;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Access;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Live;

namespace Throughline.Server.Tests.Statistics;

/// <summary>One node with a journal and statistics, on Kestrel and a real PostgreSQL.</summary>
sealed class StatisticsNode : IAsyncDisposable
{
    readonly WebApplication _app;

    StatisticsNode(WebApplication app, Uri url)
    {
        (_app, Client, Anybody) = (app, new HttpClient { BaseAddress = url }, new HttpClient { BaseAddress = url });
        Owner = ("Authorization", $"Bearer {Administrator.LendTo(app.Services.GetRequiredService<AccessDirectory>())}");
        Client.DefaultRequestHeaders.Add(Owner.Name, Owner.Value);
    }

    /// <summary>The header of an administrator of whom the journal knows nothing.</summary>
    public (string Name, string Value) Owner { get; }

    /// <summary>Says nothing about who asks.</summary>
    public HttpClient Anybody { get; }

    /// <summary>Asks as the administrator.</summary>
    public HttpClient Client { get; }

    public Sequencer Sequencer => _app.Services.GetRequiredService<Sequencer>();

    public JournalTail Tail => _app.Services.GetRequiredService<JournalTail>();

    public JournalAlarms Alarms => _app.Services.GetRequiredService<JournalAlarms>();

    public StatisticsQuery Query => _app.Services.GetRequiredService<StatisticsQuery>();

    public DateTimeOffset Now => _app.Services.GetRequiredService<TimeProvider>().GetUtcNow();

    public static async Task<StatisticsNode> StartAsync(NpgsqlDataSource source, JournalSettings? journal = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(source);
        builder.Services.AddEdge(builder.Configuration);
        builder.Services.AddJournal(builder.Configuration);
        builder.Services.AddStatistics();
        builder.Services.AddSingleton((journal ?? new JournalSettings()) with { PollInterval = TimeSpan.FromMilliseconds(50) });
        var app = builder.Build();
        app.UseEdge();
        app.MapStatistics();
        await app.StartAsync();
        return new StatisticsNode(app, new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()));
    }

    /// <summary>Live statistics of this node, by a clock that the test moves.</summary>
    public LiveStatistics Live(TimeProvider time) => new(_app.Services.GetRequiredService<NpgsqlDataSource>(), Tail, Alarms, time,
        _app.Services.GetRequiredService<ILogger<LiveStatistics>>());

    public Accounts Accounts => new(Sequencer, _app.Services.GetRequiredService<TimeProvider>());

    public LiveStatistics Live() => _app.Services.GetRequiredService<LiveStatistics>();

    public async Task<ProjectId> ProjectAsync(string key)
    {
        var command = new CreateProject(ProjectId.New(Instant.FromDateTimeOffset(Now)), key, key);
        await CommitAsync(n => n.ProjectWithKey(key), s => command.Decide(s.Projects.All.FirstOrDefault(p => p.Key == key)));
        return command.Id;
    }

    public async Task<StoryId> StoryAsync(ProjectId project, Status status = Status.Open)
    {
        var command = new CreateStory(
            StoryId.New(Instant.FromDateTimeOffset(Now)), project, "A story", "", status, Priority.None, LabelSet.Empty, null, []);
        await CommitAsync(n => n.Project(project), s => command.Decide(s.Projects.Find(project)));
        return command.Id;
    }

    public Task MoveAsync(StoryId story, Status to)
    {
        var command = new EditStory(story, default, default, new(to), default, default, default, CompleteTasks: true, null);
        return CommitAsync(n => n.WholeStory(story), s => command.Decide(s.Stories.Find(story), s.TasksOf(story)));
    }

    public Task DeleteAsync(StoryId story) =>
        CommitAsync(n => n.WholeStory(story), s => new DeleteStory(story, null).Decide(s.Stories.Find(story), s.TasksOf(story)));

    async Task CommitAsync(Action<Needs> need, Func<State, Decision> decide)
    {
        var outcome = await Sequencer.CommitAsync(new Change<bool>(need, decide, _ => true) { By = Actor.Program });
        if (outcome.Refusal is { } refusal)
            throw new InvalidOperationException(refusal.Detail);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Anybody.Dispose();
        await _app.DisposeAsync();
    }
}
