using System.CommandLine;
using Throughline.Domain;
using Throughline.Domain.Users;
using Throughline.Server.Journal;

namespace Throughline.Server.Cli.User;

/// <summary>`user create`: an account, with a password from a file, or with a link by which its person chooses one.</summary>
static class MakeUser
{
    static readonly Option<string> Email = new("--email") { Description = "Mail address, by which the person signs in", HelpName = "EMAIL", Required = true };

    static readonly Option<string> Name = new("--name") { Description = "What people call the person", HelpName = "NAME", Required = true };

    static readonly Option<bool> Administrator = new("--administrator") { Description = "Let them look after the whole instance: every project and every account" };

    static readonly Option<string> PasswordFile = new("--password-file")
    {
        Description = "File with the password, 12 to 128 characters; without it, a link is printed by which the person chooses one",
        HelpName = "FILE",
    };

    public static Command Create(Run run)
    {
        var verb = new Command("create", "Make an account.").With([Email, Name, Administrator, PasswordFile, .. OnThisMachine.Options]);
        verb.SetAction(parsed =>
        {
            var settings = run.ReadSettings(parsed);
            var hash = parsed.GetValue(PasswordFile) is { } file ? Password.Read(file, run.Shell.Folder) : null;
            return OnThisMachine.RunAsync(run, settings, async (_, journal) =>
            {
                var command = new CreateUser(UserId.New(journal.Time.Now()), parsed.GetValue(Email)!, parsed.GetValue(Name)!, hash, parsed.GetValue(Administrator));
                await journal.CommitAsync(need => need.AccountWithEmail(command.Email), command.Decide, ("email", Email.Name), ("name", Name.Name));
                await run.Shell.Out.WriteLineAsync($"{command.Email} has an account.");
                if (hash is null)
                    await PrintedLink.OfferAsync(run.Shell, settings, journal, command.Id);
            });
        });
        return HelpWithExamples.Add(verb,
            "user create --email you@example.com --name \"First Last\"",
            "user create --email root@example.com --name Root --administrator --password-file /run/secrets/root");
    }
}
