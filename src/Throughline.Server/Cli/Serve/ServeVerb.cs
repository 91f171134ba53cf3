using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
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

    /// <param name="beforeReady">What has to be done, once the server answers, before it is said to be ready.</param>
    /// <param name="beside">What goes on while it serves, until it is asked to stop.</param>
    internal static async Task<int> ServeAsync(
        Run run, IConfigurationRoot settings, Func<Uri, CancellationToken, Task>? beforeReady = null,
        Func<Uri, CancellationToken, Task>? beside = null)
    {
        var server = settings.GetSection(ServerSettings.Section).Get<ServerSettings>() ?? new ServerSettings();
        var addresses = Addresses.Parse(server.Urls);
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
            await using var node = run.Build(NodeBuilder.Create(settings, logs), engine);
            StartTrace.Mark("node built");
            await StartAsync(node, signals.Stop);
            StartTrace.Mark("node started");
            var address = new Uri(node.Urls.First());
            if (beforeReady is not null)
                await beforeReady(address, signals.Stop);
            await SayReadyAsync(run, settings, node, logs);
            var goingOn = beside?.Invoke(address, signals.Stop) ?? Task.CompletedTask;
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

    static async Task SayReadyAsync(Run run, IConfiguration settings, WebApplication node, ILoggerFactory logs)
    {
        var ready = string.Create(CultureInfo.InvariantCulture,
            $"Throughline is ready: {string.Join(", ", node.Urls)} ({StartTrace.SinceProcessStart().TotalSeconds:0.0} s)");
        // A reader of JSON lines gets a JSON line.
        if (Logs.AreJson(settings, run.Shell)) logs.CreateLogger("Throughline.Server").LogInformation("{Ready}", ready);
        else await run.Shell.Out.WriteLineAsync(ready);
        await run.Shell.Out.FlushAsync();
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
