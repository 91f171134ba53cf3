using System.CommandLine;
using Throughline.Server.Cli.User;

namespace Throughline.Server.Cli.Token;

/// <summary>`token`: what programs prove with that they act for a user.</summary>
public static class TokenVerb
{
    public static Command Create(Run run) => HelpWithExamples.Add(
        new Command("token", "Make tokens for programs, on the server's machine. A running server takes them at once.") { MakeToken.Create(run) },
        "token create --user you@example.com --name \"Build server\"");
}
