using System.CommandLine;
using Throughline.Server.Postgres.Keys;

namespace Throughline.Server.Cli.Keys;

/// <summary>`keys rotate`: a new key for what is encrypted from now on, or a new master key for the keys themselves.</summary>
static class RotateKeys
{
    static readonly Option<bool> Master = new("--master") { Description = "Make a new key file instead, and encrypt every key under it" };

    public static Command Create(Run run)
    {
        var verb = new Command("rotate", "Make a new key. What was encrypted under the ones before can still be read.").With([Master, .. OnThisMachine.Options]);
        verb.SetAction(parsed =>
        {
            var master = parsed.GetValue(Master);
            return KeysVerb.RunAsync(run, run.ReadSettings(parsed), services => run.Shell.Out.WriteLineAsync(master ? RotateMaster(services) : Rotate(services)));
        });
        return HelpWithExamples.Add(verb, "keys rotate", "keys rotate --master");
    }

    static string Rotate(ServiceProvider services)
    {
        var rotation = services.GetRequiredService<KeyRotation>();
        var (id, from) = rotation.Rotate();
        return FormattableString.Invariant($"{id} is used from {from:yyyy-MM-ddTHH:mm:ssZ} on, when every running server knows it.");
    }

    static string RotateMaster(ServiceProvider services)
    {
        var rotation = services.GetRequiredService<KeyRotation>();
        var (count, path) = rotation.RotateMaster();
        return FormattableString.Invariant($"{count} keys are encrypted under the new {path}. Copy it to the other machines that serve this instance, and to your backup.");
    }
}
