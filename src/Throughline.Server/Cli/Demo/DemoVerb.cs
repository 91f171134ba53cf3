using System.CommandLine;
using Throughline.Server.Cli.Serve;

namespace Throughline.Server.Cli.Demo;

/// <summary>`demo`: serves, with a project in which something happens.</summary>
public static class DemoVerb
{
    public static Command Create(Run run)
    {
        var verb = new Command("demo", "Serve, with a project DEMO in which workers work on stories, until Ctrl-C or SIGTERM.")
        {
            SettingsOptions.Urls, SettingsOptions.Data, SettingsOptions.Postgres, SettingsOptions.LogFormat, SettingsOptions.Verbose,
        };
        verb.SetAction(parsed => ServeVerb.ServeAsync(
            run, run.ReadSettings(parsed), new Show(DemoOwner.PrepareAsync, DemoProject.PrepareAsync, DemoProject.KeepGoingAsync)));
        return HelpWithExamples.Add(verb, "demo", "demo --urls http://localhost:9000 --data demo-data");
    }
}
