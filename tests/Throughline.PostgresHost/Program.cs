using Throughline.Server.Postgres;

// A process that owns an engine, for the tests to kill: PostgresHost start|attach DATA [BINARIES].
// Says "ready VERSION CONNECTION" or "refused MESSAGE", then lives until its input ends.
var settings = new PostgresSettings { Data = args[1], Binaries = args.ElementAtOrDefault(2) };
using var logs = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Information));
try
{
    var started = TimeProvider.System.GetTimestamp();
    await using var engine = args[0] == "attach"
        ? await PostgresEngine.AttachAsync(settings, logs)
        : await PostgresEngine.StartAsync(settings, logs);
    Console.WriteLine($"ready {engine.Version} {engine.ConnectionString}");
    Console.WriteLine($"took {TimeProvider.System.GetElapsedTime(started).TotalMilliseconds:0} ms");
    await Console.In.ReadToEndAsync();
    Console.WriteLine("stopping");
}
catch (StartupException refused)
{
    Console.WriteLine($"refused {refused.Message}");
    return 1;
}

return 0;
