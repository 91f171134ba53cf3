using System.CommandLine;
using Throughline.Server.Postgres;

namespace Throughline.Server.Cli.Keys;

/// <summary>`keys`: what is encrypted at rest, and under what.</summary>
public static class KeysVerb
{
    public static Command Create(Run run) => HelpWithExamples.Add(
        new Command("keys", "Look after the keys that secrets at rest are encrypted with, on the server's machine.")
        {
            ListKeys.Create(run),
            RotateKeys.Create(run),
        },
        "keys list",
        "keys rotate");

    /// <summary>Runs with the keys of the instance and the master key's file.</summary>
    internal static Task<int> RunAsync(Run run, IConfigurationRoot settings, Func<ServiceProvider, Task> act) => OnThisMachine.RunAsync(run, settings, async (engine, _) =>
    {
        var services = new ServiceCollection().AddLogging().AddPostgres(engine, settings);
        await using var provider = services.BuildServiceProvider();
        await act(provider);
    });
}
