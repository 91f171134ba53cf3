using System.CommandLine;

namespace Throughline.Server.Cli.User;

/// <summary>`user`: accounts, looked after on the machine itself.</summary>
public static class UserVerb
{
    internal static readonly Argument<string> Email = new("EMAIL") { Description = "Mail address of the account" };

    public static Command Create(Run run) => HelpWithExamples.Add(
        new Command("user", "Make accounts and look after them, on the server's machine. A running server follows at once.")
        {
            MakeUser.Create(run),
            ListUsers.Create(run),
            SwitchUser.Create(run, disable: true),
            SwitchUser.Create(run, disable: false),
            ResetPassword.Create(run),
            ResetFactors.Create(run),
            ExportUser.Create(run),
            EraseUsers.Create(run),
            ListErasures.Create(run),
        },
        "user create --email you@example.com --name You",
        "user list",
        "user disable you@example.com");
}
