using System.CommandLine;
using Throughline.Domain.Users;

namespace Throughline.Server.Cli.User;

/// <summary>`user disable` and `user enable`: whoever is disabled is signed out everywhere, and their tokens are good for nothing meanwhile.</summary>
static class SwitchUser
{
    public static Command Create(Run run, bool disable)
    {
        var verb = (disable
            ? new Command("disable", "Let somebody do nothing any more: they are signed out, and their tokens rest.")
            : new Command("enable", "Let somebody who was disabled in again.")).With(OnThisMachine.Options);
        verb.Add(UserVerb.Email);
        verb.SetAction(parsed => OnThisMachine.RunAsync(run, run.ReadSettings(parsed), async (engine, journal) =>
        {
            var email = parsed.GetValue(UserVerb.Email)!;
            var id = await FindUser.ByEmailAsync(engine.DataSource, email);
            var command = new EditUser(id, default, new(disable), null);
            await journal.CommitAsync(need =>
            {
                need.User(id);
                need.Administrators();
                need.SignIns(id);
            }, command.Decide);
            await run.Shell.Out.WriteLineAsync($"{email} is {(disable ? "disabled" : "enabled")}.");
        }));
        return HelpWithExamples.Add(verb, $"user {verb.Name} you@example.com");
    }
}
