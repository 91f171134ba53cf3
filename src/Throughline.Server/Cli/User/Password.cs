using Throughline.Domain;
using Throughline.Server.Features.Users;

namespace Throughline.Server.Cli.User;

/// <summary>A password that somebody gave on the machine itself, as it is kept.</summary>
static class Password
{
    /// <param name="file">Where it stands, from <paramref name="folder"/>; a line end behind it is not part of it.</param>
    /// <exception cref="UsageException">It can't be read, or is none that is taken.</exception>
    public static string Read(string file, string folder)
    {
        try
        {
            return Hash(File.ReadAllText(Path.Combine(folder, file)).TrimEnd('\n', '\r'), "--password-file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--password-file {file} can't be read: {e.Message}", e);
        }
    }

    /// <param name="from">What it was given by. The password itself is never repeated.</param>
    /// <exception cref="UsageException">It is none that is taken.</exception>
    public static string Hash(string password, string from)
    {
        var rules = new InputRules();
        Passwords.Check("password", password, rules);
        return rules.Refusal is { Errors: { } errors } ? throw new UsageException($"{from}: {errors["password"][0]}") : Passwords.Hash(password);
    }
}
