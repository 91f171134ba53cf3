using System.CommandLine;
using Throughline.Server.Features.Users;

namespace Throughline.Server.Cli.User;

/// <summary>`user reset-factors`: for whoever lost the devices by which they prove who they are, and for an administrator who locked themselves out.</summary>
static class ResetFactors
{
    public static Command Create(Run run)
    {
        var verb = new Command("reset-factors", "Take somebody's authenticator and passkeys away, and sign them out.").With(OnThisMachine.Options);
        verb.Add(UserVerb.Email);
        verb.SetAction(parsed => OnThisMachine.RunAsync(run, run.ReadSettings(parsed), async (engine, journal) =>
        {
            var email = parsed.GetValue(UserVerb.Email)!;
            var id = await FindUser.ByEmailAsync(engine.DataSource, email);
            await journal.CommitAsync(need => ResetFactorsEndpoint.Need(need, id), new Domain.Factors.ResetFactors(id).Decide);
            await run.Shell.Out.WriteLineAsync($"{email} signs in with the password alone, and is signed out everywhere.");
        }));
        return HelpWithExamples.Add(verb, "user reset-factors you@example.com");
    }
}
