using System.CommandLine;
using System.Text.Json.Serialization;
using Throughline.Domain;
using Throughline.Server.Client;
using Throughline.Server.Features.Simulation;
using Throughline.Server.Features.Simulation.Engine;

namespace Throughline.Server.Cli.Simulate;

/// <summary>`simulate`: stories arrive and workers work on them, through the API alone; in the end the server's statistics confirm it.</summary>
public static class SimulateVerb
{
    // Whoever waits for the workers' last tasks may press Ctrl-C.
    static readonly TimeSpan Grace = TimeSpan.FromDays(7);

    public static Command Create(Run run)
    {
        var verb = new Command("simulate", "Make up stories and work on their tasks, through a running server's API.");
        foreach (var option in (IEnumerable<Option>)[ServerOption.Project, .. SimulateOptions.All, ServerOption.Server, TokenOption.Token, SettingsOptions.Verbose])
            verb.Add(option);
        verb.SetAction(parsed => SimulateAsync(run, parsed));
        return HelpWithExamples.Add(verb,
            "simulate --project TL --create-project --for 60s",
            "simulate --project TL --stories-per-second 20 --tasks-per-story 1-5 --workers 8 --speed 600 --failure-rate 0.02 --for 60s --seed 7",
            "simulate --project TL --workers 0 --for 10s --server http://localhost:9000");
    }

    static async Task<int> SimulateAsync(Run run, ParseResult parsed)
    {
        run.Verbose = parsed.GetValue(SettingsOptions.Verbose);
        var plan = SimulateOptions.Plan(parsed);
        using var api = ServerOption.Connect(parsed, run.Shell);
        using var signals = new StopSignals(run.Stop);
        plan = plan with { Project = await ProjectAsync(api, parsed, signals.Stop) };
        var beginning = api.Time.GetUtcNow();
        var before = await ServerTotals.ReadAsync(api, plan.Project, beginning, signals.Stop);

        var simulation = new SimulationRun(api, plan, new SimulationEnd(parsed.GetValue(SimulateOptions.Drain), Grace));
        var running = simulation.RunAsync(signals.Stop, signals.Hurry);
        await Progress.ShowAsync(run.Shell, api.Time, plan, simulation, running, signals.Stop);
        if (signals.Hurry.IsCancellationRequested)
        {
            await run.Shell.Error.WriteLineAsync("Left at once; what the workers held can be claimed again when its lease has run out.");
            return ExitCode.Failed;
        }
        await running;

        var done = simulation.Figures();
        try
        {
            var confirmation = await Confirmation.AskAsync(api, plan.Project, before, beginning, done, signals.Hurry);
            await SummaryText.WriteAsync(run.Shell.Out, plan, done, confirmation);
            return confirmation.Agrees ? ExitCode.Done : ExitCode.Failed;
        }
        catch (ApiUnavailableException)
        {
            // Nobody confirms it, but it was done.
            await run.Shell.Out.WriteLineAsync(FiguresLine.Of(done));
            throw;
        }
    }

    static async Task<ProjectId> ProjectAsync(ApiConnection api, ParseResult parsed, CancellationToken cancellation)
    {
        var key = parsed.GetValue(ServerOption.Project)!;
        if (parsed.GetValue(SimulateOptions.CreateProject) && await FindProject.ByKeyAsync(api, key, cancellation) is null)
            await api.PostAsync("/api/projects", new NewProject(key, key), SimulateJson.Default.NewProject, SimulateJson.Default.MadeProject, cancellation);
        return await ServerOption.ProjectAsync(api, key, cancellation);
    }
}

sealed record NewProject(string Key, string Name);

sealed record MadeProject;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NewProject))]
[JsonSerializable(typeof(MadeProject))]
sealed partial class SimulateJson : JsonSerializerContext;
