using System.Net.Http.Headers;
using System.Reflection;
using Throughline.Domain;
using Throughline.Server.Client;

namespace Throughline.Server.Cli.Demo;

/// <summary>
/// The project DEMO: stories that ship with the program, things and who held them, and a gentle simulation that goes on as long as the server does. All of it
/// through the API, as anybody could do it; so a second start goes on where the first one was.
/// </summary>
static class DemoProject
{
    const string Key = "DEMO";
    const string Simulation = "/api/simulation";
    static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    // About as much comes in as eight workers get done: two stories a second of two tasks, which take some two and a half hours each.
    static readonly SimulationToStart Gentle = new(default, 2, new(1, 3), 8, 5000, 0.02, 3600);

    /// <summary>Makes what is not there yet, and starts the simulation.</summary>
    public static async Task PrepareAsync(Uri server, CancellationToken cancellation)
    {
        using var api = new ApiConnection(server, TimeProvider.System);
        var project = await FindProject.ByKeyAsync(api, Key, cancellation) ?? await MakeAsync(api, cancellation);
        await SendStoriesAsync(api, project, cancellation);
        await DemoItems.PrepareAsync(api, project, cancellation);
        await StartAsync(api, project, cancellation);
    }

    /// <summary>A simulation ends after an hour. When it ended by itself the next one is started; one that a person stopped stays so.</summary>
    public static async Task KeepGoingAsync(Uri server, CancellationToken cancellation)
    {
        using var api = new ApiConnection(server, TimeProvider.System);
        try
        {
            while (true)
            {
                await Task.Delay(Look, api.Time, cancellation);
                await GoOnAsync(api, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    internal static bool EndedByItself(SimulationSeen simulation) => simulation.EndedAt is { } ended && ended >= simulation.EndsAt;

    static async Task GoOnAsync(ApiConnection api, CancellationToken cancellation)
    {
        try
        {
            var last = await api.GetAsync(Simulation, DemoJson.Default.SimulationSeen, cancellation);
            if (EndedByItself(last))
                await StartAsync(api, last.Plan.ProjectId, cancellation);
        }
        catch (Exception e) when (e is ApiUnavailableException or ApiRefusedException)
        {
            // The database is away, or the project was deleted: nothing to simulate, and no reason to stop serving.
        }
    }

    static async Task<ProjectId> MakeAsync(ApiConnection api, CancellationToken cancellation) =>
        (await api.PostAsync("/api/projects", new ProjectToMake(Key, "Demo"), DemoJson.Default.ProjectToMake, DemoJson.Default.ProjectMade, cancellation)).Id;

    // Each story has a key of its own, so those that are there already are refused and nothing is there twice.
    static async Task SendStoriesAsync(ApiConnection api, ProjectId project, CancellationToken cancellation)
    {
        var known = await api.GetAsync($"/api/stories?projectId={project}&externalKey=demo-1", DemoJson.Default.StoriesFound, cancellation);
        if (known.Items.Count > 0)
            return;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/stories/batch")
        {
            Content = new StringContent(Lines(project), new MediaTypeHeaderValue("application/x-ndjson", "utf-8")),
        };
        using var answer = await api.StreamAsync(request, cancellation);
        await answer.Content.CopyToAsync(Stream.Null, cancellation);
    }

    // Each line says which project it is for: there may be others.
    static string Lines(ProjectId project)
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream("demo/stories.ndjson")!;
        using var reader = new StreamReader(file);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return string.Join('\n', lines.Select(line => $"{{\"projectId\":\"{project}\",{line[1..]}"));
    }

    static async Task StartAsync(ApiConnection api, ProjectId project, CancellationToken cancellation)
    {
        try
        {
            await api.PostAsync(Simulation, Gentle with { ProjectId = project }, DemoJson.Default.SimulationToStart, DemoJson.Default.SimulationSeen, cancellation);
        }
        catch (ApiRefusedException e) when (e.Problem.Status == StatusCodes.Status409Conflict)
        {
            // One runs.
        }
    }
}
