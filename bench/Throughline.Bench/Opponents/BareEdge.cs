using System.CommandLine;
using System.Text.Json;
using Throughline.Domain;
using Throughline.Domain.Stories;
using Throughline.Server.Cli.Serve;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Stories;
using Throughline.Server.Journal;

namespace Throughline.Bench.Opponents;

/// <summary>
/// The limit that no server on this Kestrel can pass: the same host, the same JSON read by the same generated code, an answer of the same
/// shape and headers. Nothing is checked, decided or stored.
/// </summary>
static class BareEdge
{
    public const string ReadyWords = "The bare edge is ready: ";

    public static Command Verb()
    {
        var bodies = new Option<string?>("--bodies") { Description = "Folder of list.json and story.json: what reads are answered with" };
        var verb = new Command("edge", "Serve as the bare edge until SIGTERM (used by benchmarks).") { bodies };
        verb.Hidden = true;
        verb.SetAction((parsed, cancel) => ServeAsync(app =>
        {
            MapStories(app);
            if (parsed.GetValue(bodies) is { } folder) MapReads(app, folder);
        }, cancel));
        return verb;
    }

    public static async Task ServeAsync(Action<WebApplication> map, CancellationToken cancel)
    {
        using var logs = LoggerFactory.Create(logging => logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning));
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Server:Urls", "http://127.0.0.1:0")]).Build();
        await using var app = NodeBuilder.Create(settings, logs).Build();
        map(app);
        await app.StartAsync(cancel);
        Console.WriteLine(ReadyWords + app.Urls.First());
        await Task.Delay(Timeout.Infinite, cancel).ContinueWith(_ => { }, TaskScheduler.Default);
        await app.StopAsync(CancellationToken.None);
    }

    static void MapStories(WebApplication app)
    {
        var project = ProjectId.New(TimeProvider.System.Now());
        var number = 0;
        app.MapPost("/api/stories", async context =>
        {
            var request = await JsonSerializer.DeserializeAsync(context.Request.Body, StoriesJson.Default.CreateStoryRequest, context.RequestAborted);
            var made = Interlocked.Increment(ref number);
            await AnswerAsync(context, Made(request!, project, made), made);
        });
    }

    static void MapReads(WebApplication app, string folder)
    {
        var (list, story) = (File.ReadAllBytes(Path.Combine(folder, "list.json")), File.ReadAllBytes(Path.Combine(folder, "story.json")));
        app.MapGet("/api/stories", context => AnswerAsync(context, StatusCodes.Status200OK, list));
        app.MapGet("/api/stories/{id}", context => AnswerAsync(context, StatusCodes.Status200OK, story));
        app.MapPatch("/api/stories/{id}", async context =>
        {
            _ = await JsonSerializer.DeserializeAsync(context.Request.Body, StoriesJson.Default.EditStoryRequest, context.RequestAborted);
            await AnswerAsync(context, StatusCodes.Status200OK, story);
        });
    }

    static async Task AnswerAsync(HttpContext context, int status, byte[] body)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.Headers.ETag = "\"1\"";
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, context.RequestAborted);
    }

    internal static StoryResponse Made(CreateStoryRequest request, ProjectId project, int number)
    {
        var now = TimeProvider.System.Now();
        return new StoryResponse(
            StoryId.New(now), project, $"TL-{number}", null, request.Title ?? "", request.Description.Or("")!, request.Status.Or(Status.Open), request.Priority.Or(Priority.None),
            request.Labels.Or(LabelSet.Empty)!, null, [], new TaskCounts(0, 0, 0), null, 1, now, now);
    }

    internal static async Task AnswerAsync(HttpContext context, StoryResponse story, long position)
    {
        var body = WireJson.Bytes(story, StoriesJson.Default.StoryResponse);
        var response = context.Response;
        response.StatusCode = StatusCodes.Status201Created;
        response.Headers[AnswerResult.PositionHeader] = position.ToString(System.Globalization.CultureInfo.InvariantCulture);
        response.Headers.ETag = IfMatch.ETag(story.Version);
        response.Headers.Location = $"/api/stories/{story.Id}";
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, context.RequestAborted);
    }
}
