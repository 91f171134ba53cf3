using System.CommandLine;

namespace Throughline.Server.Cli.User;

/// <summary>`user reset-password`: a link by which its person chooses another password. Until they do, the one they have is good.</summary>
static class ResetPassword
{
    public static Command Create(Run run)
    {
        var verb = new Command("reset-password", "Print a link, good once, by which somebody chooses a new password.").With(OnThisMachine.Options);
        verb.Add(UserVerb.Email);
        verb.SetAction(parsed =>
        {
            var settings = run.ReadSettings(parsed);
            return OnThisMachine.RunAsync(run, settings, async (engine, journal) =>
                await PrintedLink.OfferAsync(run.Shell, settings, journal, await FindUser.ByEmailAsync(engine.DataSource, parsed.GetValue(UserVerb.Email)!)));
        });
        return HelpWithExamples.Add(verb, "user reset-password you@example.com");
    }
}
