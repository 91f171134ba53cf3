using System.CommandLine;
using Throughline.Domain;
using Throughline.Server.Client.Work;

namespace Throughline.Server.Cli.Work;

/// <summary>`work`: a pool of workers on a project's tasks, until Ctrl-C.</summary>
public static class WorkVerb
{
    static readonly Option<int> Concurrency = new("--concurrency")
    {
        Description = $"Tasks worked on at the same time, 1 to {WorkerPoolOptions.LargestSize}",
        HelpName = "N",
        DefaultValueFactory = _ => 4,
    };

    static readonly Option<string> Exec = new("--exec")
    {
        Description = "Run this by /bin/sh for each task: the task is one JSON object on its standard input, TASK_ID and STORY_KEY are " +
            "set; exit code 0 completes the task with the seconds it took, any other is a failed attempt",
        HelpName = "COMMAND",
    };

    static readonly Option<double> Speed = new("--speed")
    {
        Description = "Without --exec a task takes its estimate divided by this; the estimate is what is reported as time spent",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    static readonly Option<int> Lease = new("--lease")
    {
        Description = "Seconds that the server keeps tasks for a worker it hears nothing of, 5 to 3600",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 60,
    };

    static readonly Option<int> Grace = new("--grace")
    {
        Description = "Seconds that work in progress may go on after the first Ctrl-C; then it is given back",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 10,
    };

    static readonly Option<string> Name = new("--name")
    {
        Description = "Name of the worker (the machine's, with the process id)",
        HelpName = "NAME",
    };

    static readonly Option<bool> UntilEmpty = new("--until-empty")
    {
        Description = "End when nothing can be claimed and nothing is being worked on here",
    };

    static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Tell of every task, show what commands write; show where a failure came from",
    };

    public static Command Create(Run run)
    {
        var verb = new Command("work", "Claim a project's tasks and work on them until Ctrl-C. A second Ctrl-C leaves at once.")
        {
            ServerOption.Project, Concurrency, Exec, Speed, Lease, Grace, Name, UntilEmpty, ServerOption.Server, TokenOption.Token, Verbose,
        };
        verb.SetAction(parsed => WorkAsync(run, parsed));
        return HelpWithExamples.Add(verb,
            "work --project TL --exec './render.sh'",
            "work --project TL --exec 'jq -r .title' --verbose --until-empty",
            "work --project TL --concurrency 8 --speed 600");
    }

    static async Task<int> WorkAsync(Run run, ParseResult parsed)
    {
        run.Verbose = parsed.GetValue(Verbose);
        var (options, command, speed) = Read(parsed);
        using var signals = new StopSignals(run.Stop);
        using var api = ServerOption.Connect(parsed, run.Shell);
        var key = parsed.GetValue(ServerOption.Project)!;
        options = options with { ProjectId = await ServerOption.ProjectAsync(api, key, signals.Stop) };

        var lines = new WorkLines(run.Shell.Out, api.Time, run.Verbose);
        using var commands = new Commands(api.Time, run.Verbose ? lines.Command : null);
        Func<ClaimedTask, CancellationToken, Task<WorkOutcome>> work = command is null
            ? new TimedWork(api.Time, speed).WorkAsync
            : (task, cancelled) => commands.WorkAsync(command, task, cancelled);
        var pool = new WorkerPool(api, options, work, lines.Tell);
        lines.Started(key, options);
        using var told = signals.Stop.Register(() => lines.Stopping(options.Grace));
        try
        {
            await pool.RunAsync(signals.Stop, signals.Hurry);
        }
        finally
        {
            lines.Summary(pool.Counters);
        }
        return ExitCode.Done;
    }

    static (WorkerPoolOptions Options, string? Command, double Speed) Read(ParseResult parsed)
    {
        var command = parsed.GetValue(Exec);
        var speed = parsed.GetValue(Speed);
        if (string.IsNullOrWhiteSpace(command) && command is not null)
            throw new UsageException("--exec needs a command.");
        if (command is not null && parsed.GetResult(Speed) is { Implicit: false })
            throw new UsageException("--speed is for work without a command; a command takes as long as it takes.");
        if (!(speed > 0) || !double.IsFinite(speed))
            throw new UsageException("--speed is a number above 0.");
        var name = parsed.GetValue(Name) ?? $"{Environment.MachineName} {Environment.ProcessId}";
        var rules = new InputRules();
        rules.Line("--name", name, 100);
        if (rules.Refusal is { } refusal)
            throw new UsageException($"--name '{name}': {refusal.Errors!["--name"][0]}");
        return (new WorkerPoolOptions
        {
            Worker = name,
            Size = Between(parsed, Concurrency, 1, WorkerPoolOptions.LargestSize),
            Lease = TimeSpan.FromSeconds(Between(parsed, Lease, 5, 3600)),
            Grace = TimeSpan.FromSeconds(Between(parsed, Grace, 0, 86_400)),
            UntilEmpty = parsed.GetValue(UntilEmpty),
        }, command, speed);
    }

    static int Between(ParseResult parsed, Option<int> option, int least, int most) =>
        parsed.GetValue(option) is var value && value >= least && value <= most
            ? value
            : throw new UsageException($"{option.Name} is a number from {least} to {most}.");
}
