using System.CommandLine;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Tokens;
using Throughline.Server.Cli.User;
using Throughline.Server.Journal;

namespace Throughline.Server.Cli.Token;

/// <summary>`token create`: a token of a user. It is all that is written to standard output, so that a script can take it from there.</summary>
static class MakeToken
{
    static readonly Option<string> User = new("--user") { Description = "Mail address of the user whom it acts for", HelpName = "EMAIL", Required = true };

    static readonly Option<string> Name = new("--name") { Description = "What it is for, to tell it from others", HelpName = "NAME", Required = true };

    static readonly Option<string> Scopes = new("--scopes")
    {
        Description = $"What it is good for, of {string.Join(", ", ScopeWords.All)}; never more than its user may",
        HelpName = "SCOPE,…",
        DefaultValueFactory = _ => "read,write,work",
    };

    static readonly Option<string> Expires = new("--expires") { Description = "How long it is good, such as 12h or 90d; until it is revoked", HelpName = "DURATION" };

    public static Command Create(Run run)
    {
        var verb = new Command("create", "Make a token and print it. It is shown this once and stored nowhere.")
            .With([User, Name, Scopes, Expires, .. OnThisMachine.Options]);
        verb.SetAction(parsed =>
        {
            var scopes = ScopeWords.Parse(parsed.GetValue(Scopes)!.Split(',', StringSplitOptions.TrimEntries));
            var lasts = parsed.GetValue(Expires) is { } time ? Duration.FromTimeSpan(Durations.Parse(Expires.Name, time, "12h or 90d")) : (Duration?)null;
            return OnThisMachine.RunAsync(run, run.ReadSettings(parsed), async (engine, journal) =>
            {
                var user = await FindUser.ByEmailAsync(engine.DataSource, parsed.GetValue(User)!);
                var (token, hash) = Journal.Access.Secrets.NewToken();
                var command = new CreateToken(TokenId.New(journal.Time.Now()), user, parsed.GetValue(Name)!, scopes, Domain.Access.Scopes.All, lasts, hash);
                await journal.CommitAsync(need =>
                {
                    need.User(user);
                    need.Tokens(user);
                }, command.Decide, ("name", Name.Name), ("scopes", Scopes.Name), ("expiresIn", Expires.Name));
                await run.Shell.Out.WriteLineAsync(token);
            });
        });
        return HelpWithExamples.Add(verb,
            "token create --user you@example.com --name \"Build server\"",
            "token create --user you@example.com --name Dashboard --scopes read --expires 90d");
    }
}
