using System.CommandLine;
using System.Globalization;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Throughline.Server.Cli.Keys;

/// <summary>`keys list`: the keys, the newest first. None is shown itself.</summary>
static class ListKeys
{
    public static Command Create(Run run)
    {
        var verb = new Command("list", "List the keys: since when and until when each is used for what is new.").With(OnThisMachine.Options);
        verb.SetAction(parsed => KeysVerb.RunAsync(run, run.ReadSettings(parsed), async services =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var keys = services.GetRequiredService<IKeyManager>().GetAllKeys().OrderByDescending(key => key.ActivationDate).ToList();
            var current = keys.Find(key => key.ActivationDate <= now && key.ExpirationDate > now && !key.IsRevoked);
            if (keys.Count == 0)
                await run.Shell.Out.WriteLineAsync("There are no keys yet: the first is made when something is to be encrypted.");
            foreach (var key in keys)
                await run.Shell.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"{key.KeyId}  from {key.ActivationDate:yyyy-MM-ddTHH:mm:ssZ}  to {key.ExpirationDate:yyyy-MM-ddTHH:mm:ssZ}  {State(key, current, now)}"));
        }));
        return HelpWithExamples.Add(verb, "keys list");
    }

    // What was encrypted under an old key can be read as long as the key is there, and none is ever deleted.
    static string State(IKey key, IKey? current, DateTimeOffset now) =>
        key.IsRevoked ? "revoked" : key == current ? "in use" : key.ActivationDate > now ? "next" : "to read";
}
