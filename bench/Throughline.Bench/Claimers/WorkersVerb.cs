using System.CommandLine;
using System.Text.Json;

namespace Throughline.Bench.Claimers;

/// <summary>`workers`: workers of a server, in a process of their own. One command, one line of JSON.</summary>
static class WorkersVerb
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Of the server", Required = true };
        var project = new Option<string>("--project") { Description = "Whose tasks", Required = true };
        var tasks = new Option<int>("--tasks") { Description = "How many", Required = true };
        var workers = new Option<int>("--workers") { Description = "How many of them", DefaultValueFactory = _ => 1 };
        var count = new Option<int>("--count") { Description = "Tasks of one claim", DefaultValueFactory = _ => 1 };
        var story = new Option<string?>("--pickup-story") { Description = "Instead: add tasks to this story one by one, and see how soon a worker has each" };
        var pause = new Option<int>("--pause") { Description = "Milliseconds before each", DefaultValueFactory = _ => 10 };
        var verb = new Command("workers", "Workers that claim and complete") { port, project, tasks, workers, count, story, pause };
        verb.Hidden = true;
        verb.SetAction(parsed => Console.WriteLine(parsed.GetValue(story) is { } named
            ? JsonSerializer.Serialize(Pickup.Run(parsed.GetValue(port), parsed.GetValue(project)!, named, parsed.GetValue(tasks), TimeSpan.FromMilliseconds(parsed.GetValue(pause))))
            : JsonSerializer.Serialize(WorkerRun.Run(parsed.GetValue(port), parsed.GetValue(project)!, parsed.GetValue(tasks), parsed.GetValue(workers), parsed.GetValue(count)))));
        return verb;
    }
}
