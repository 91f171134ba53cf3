using System.Collections.Concurrent;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Throughline.Server.Tests.Api;

namespace Throughline.Bench.Listeners;

/// <summary>
/// `listen`: clients of one server, in a process of their own, so that what they cost is not the server's. It is told what to do line by
/// line, as the peers are, and answers each with a line of JSON.
/// </summary>
static class ListenVerb
{
    public static Command Create()
    {
        var kind = new Argument<string>("kind") { Description = "events, socket.io or plain" };
        var port = new Option<int>("--port") { Description = "Where the clients connect", Required = true };
        var path = new Option<string>("--path") { Description = "Of the stream", DefaultValueFactory = _ => "/" };
        var preamble = new Option<int>("--preamble") { Description = "Frames that come before the first event" };
        var postPort = new Option<int>("--post-port") { Description = "Where events are posted", Required = true };
        var postPath = new Option<string>("--post-path") { Description = "Where to", Required = true };
        var type = new Option<string>("--type") { Description = "Content type of what is posted", DefaultValueFactory = _ => "application/json" };
        var text = new Option<string>("--text") { Description = $"An event, with {Sender.Place} in it", Required = true };
        var perRequest = new Option<int>("--per-request") { Description = "Events of one request", DefaultValueFactory = _ => 1 };
        var asOwner = new Option<bool>("--as-owner") { Description = "All of them come as the owner of the instance: ours wants to know" };
        var verb = new Command("listen", "Clients of live events; told what to do line by line") { kind, port, path, preamble, postPort, postPath, type, text, perRequest, asOwner };
        verb.Hidden = true;
        verb.SetAction(parsed =>
        {
            var authorization = parsed.GetValue(asOwner) ? InstanceOwner.Authorization : null;
            Func<Arrivals, Listener> one = parsed.GetValue(kind) switch
            {
                "events" => arrivals => new EventStreamListener(arrivals, parsed.GetValue(path)!, parsed.GetValue(preamble), authorization),
                "socket.io" => arrivals => new SocketIoListener(arrivals),
                "plain" => arrivals => new PlainListener(arrivals),
                var other => throw new InvalidOperationException($"There are no clients of the kind {other}."),
            };
            using var crowd = new Crowd(parsed.GetValue(port), one);
            using var sender = new Sender(parsed.GetValue(postPort), parsed.GetValue(postPath)!, parsed.GetValue(type)!, parsed.GetValue(text)!, parsed.GetValue(perRequest), authorization);
            Obey(crowd, sender);
        });
        return verb;
    }

    // The clients go on listening while nothing is asked: a server must not take them for dead.
    static void Obey(Crowd crowd, Sender sender)
    {
        Console.WriteLine("""{"ready":true}""");
        using var lines = new BlockingCollection<string?>();
        _ = Task.Factory.StartNew(() => Read(lines), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        while (true)
        {
            if (!lines.TryTake(out var line))
            {
                crowd.Turn(20);
                continue;
            }
            if (line is null or "quit") return;
            var words = line.Split(' ');
            var numbers = words[1..].Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();
            Console.WriteLine(words[0] switch
            {
                "connect" => Connected(crowd, (int)numbers[0]),
                "paced" => JsonSerializer.Serialize(Phase.Paced(crowd, sender, (long)numbers[0], (long)numbers[1])),
                "flood" => JsonSerializer.Serialize(Phase.Flood(crowd, sender, numbers[0], (long)numbers[1])),
                _ => throw new InvalidOperationException($"There is no command {words[0]}."),
            });
        }
    }

    static void Read(BlockingCollection<string?> lines)
    {
        string? line;
        do lines.Add(line = Console.In.ReadLine());
        while (line is not null);
    }

    static string Connected(Crowd crowd, int count)
    {
        crowd.Connect(count);
        return string.Create(CultureInfo.InvariantCulture, $"{{\"connected\":{crowd.All.Count}}}");
    }
}
