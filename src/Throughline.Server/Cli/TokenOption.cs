using System.CommandLine;
using Throughline.Server.Cli.Settings;

namespace Throughline.Server.Cli;

/// <summary>
/// What a verb proves with that it acts for a user. It is no setting: what is shown of settings must never show it. The variable is
/// better than the option, which everybody on the machine can read in the list of processes.
/// </summary>
public static class TokenOption
{
    const string Name = "THROUGHLINE_TOKEN";

    public static readonly Option<string> Token = new("--token")
    {
        Description = $"Token to work with; better in the variable {Name}, or in the file that {Name}_FILE names",
        HelpName = "TOKEN",
    };

    /// <returns>Null: none was given.</returns>
    /// <exception cref="UsageException">It is no token, or stands in two places.</exception>
    public static string? Read(ParseResult parsed, Shell shell)
    {
        var token = (parsed.GetValue(Token) ?? InEnvironment(shell))?.Trim();
        if (string.IsNullOrEmpty(token))
            return null;
        // It becomes a header: what can't stand in one would fail without saying why. The value itself is never repeated.
        return token.All(letter => letter is > ' ' and <= '~')
            ? token
            : throw new UsageException($"What was given as token is none: a token begins with tl_ and has neither spaces nor line ends. See {Token.Name} and {Name}.");
    }

    static string? InEnvironment(Shell shell)
    {
        var given = shell.Variables.Where(pair => pair.Key is Name or Name + "_FILE" && pair.Value.Length > 0)
            .Select(pair => new Variable(pair.Key, pair.Value, "environment"));
        return SecretFiles.Open([.. given], shell.Folder).SingleOrDefault()?.Value;
    }
}
