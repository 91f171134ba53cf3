using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Throughline.Domain;
using Throughline.Server.Postgres;

namespace Throughline.Server.Cli.Serve;

/// <summary>`serve`: settings, PostgreSQL, migrations, node; and back in the opposite order.</summary>
public static class ServeVerb
{
    public static Command Create(Run run)
    {
        var verb = new Command("serve", "Serve the application and its API until Ctrl-C or SIGTERM.")
        {
            SettingsOptions.Urls, SettingsOptions.Data, SettingsOptions.Postgres, SettingsOptions.LogFormat, SettingsOptions.Verbose,
        };
        verb.SetAction(parsed => ServeAsync(run, run.ReadSettings(parsed)));
        return HelpWithExamples.Add(verb,
            "serve",
            "serve --urls http://localhost:9000 --data /var/lib/throughline",
            "serve --postgres \"Host=db;Database=throughline;Username=throughline\"");
    }

    /// <param name="show">What is served for show; null: the instance as it is.</param>
    internal static async Task<int> ServeAsync(Run run, IConfigurationRoot settings, Show? show = null)
    {
        var addresses = Addresses.Of(settings);
        if (show is not null)
            addresses.RefuseOthersThanLoopback();
        addresses.CheckFree();
        StartTrace.Mark("addresses");

        using var signals = new StopSignals(run.Stop);
        using var logs = Logs.Create(settings, run.Shell);
        StartTrace.Mark("logs");
        try
        {
            await using var engine = await PostgresEngine.StartAsync(run.ReadPostgres(settings), logs, signals.Stop);
            StartTrace.Mark("postgres");
            await new Migrator(logs.CreateLogger<Migrator>()).MigrateAsync(engine.DataSource, signals.Stop);
            StartTrace.Mark("migrations");
            var visitor = show is null ? (UserId?)null : await show.OwnerAsync(engine.DataSource, logs, signals.Stop);
            var code = show is null ? await FirstStart.PrepareAsync(engine.DataSource, settings, logs, signals.Stop) : null;
            StartTrace.Mark("owner");
            await using var node = run.Build(NodeBuilder.Create(settings, logs), engine, visitor);
            StartTrace.Mark("node built");
            await StartAsync(node, signals.Stop);
            StartTrace.Mark("node started");
            var address = new Uri(node.Urls.First());
            if (show is not null)
                await show.BeforeReadyAsync(address, signals.Stop);
            await SayReadyAsync(run, settings, node, code, logs);
            var goingOn = show?.BesideAsync(address, signals.Stop) ?? Task.CompletedTask;
            var exitCode = await ServeUntilStoppedAsync(node, signals);
            await goingOn;
            return exitCode;
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            // Asked to stop before it was ready.
            return ExitCode.Done;
        }
    }

    static async Task StartAsync(WebApplication node, CancellationToken cancel)
    {
        try
        {
            await node.StartAsync(cancel);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw Addresses.Taken(string.Join(", ", node.Urls), e);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AccessDenied)
        {
            throw Addresses.Denied(string.Join(", ", node.Urls), e);
        }
    }

    // Whoever waits for the last line has read the other one.
    static async Task SayReadyAsync(Run run, IConfiguration settings, WebApplication node, string? setUpCode, ILoggerFactory logs)
    {
        if (setUpCode is not null)
            await SayAsync($"Nobody has an account here yet. Set it up: {Addresses.Opened(node.Urls.First())}set-up#{setUpCode}");
        await SayAsync(string.Create(CultureInfo.InvariantCulture,
            $"Throughline is ready: {string.Join(", ", node.Urls)} ({StartTrace.SinceProcessStart().TotalSeconds:0.0} s)"));
        await run.Shell.Out.FlushAsync();

        async Task SayAsync(string line)
        {
            // A reader of JSON lines gets a JSON line.
            if (Logs.AreJson(settings, run.Shell)) logs.CreateLogger("Throughline.Server").LogInformation("{Line}", line);
            else await run.Shell.Out.WriteLineAsync(line);
        }
    }

    static async Task<int> ServeUntilStoppedAsync(WebApplication node, StopSignals signals)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var asked = signals.Stop.Register(() => ended.TrySetResult());
        using var failed = node.Lifetime.ApplicationStopping.Register(() => ended.TrySetResult());
        await ended.Task;

        // A part of the node that breaks down stops the host; nobody asked for that.
        var exitCode = signals.Stop.IsCancellationRequested ? ExitCode.Done : ExitCode.Failed;
        try
        {
            await node.StopAsync(signals.Hurry);
        }
        catch (OperationCanceledException) when (signals.Hurry.IsCancellationRequested)
        {
            // Asked twice: what was still running is given up, what was committed stays.
        }

        return exitCode;
    }
}
