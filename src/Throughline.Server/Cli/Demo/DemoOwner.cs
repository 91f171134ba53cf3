using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Users;
using Throughline.Server.Cli.Serve;
using Throughline.Server.Cli.User;
using Throughline.Server.Journal;
using Throughline.Server.Postgres;

namespace Throughline.Server.Cli.Demo;

/// <summary>
/// The user whom a demo takes its visitors for: an administrator who has no password, so that nobody is this user anywhere else. An
/// instance that people have accounts in is no demo, and gets none.
/// </summary>
static class DemoOwner
{
    const string Email = "demo@localhost";

    /// <exception cref="StartupException">Others have accounts here.</exception>
    public static async Task<UserId> PrepareAsync(NpgsqlDataSource source, ILoggerFactory logs, CancellationToken cancellation)
    {
        if (await FindUser.TryByEmailAsync(source, Email) is { } owner)
            return owner;
        await using var journal = await LocalJournal.OpenAsync(source, logs, cancellation);
        var command = new CreateUser(UserId.New(journal.Time.Now()), Email, "Demo", null, IsAdministrator: true, OnlyFirst: true);
        var refusal = await journal.TryCommitAsync(need =>
        {
            need.SetUp();
            need.AccountWithEmail(Email);
        }, command.Decide);
        // Refused: another node of the demo has just made it; or there are others.
        return refusal is null ? command.Id : await FindUser.TryByEmailAsync(source, Email)
            ?? throw new StartupException("People have accounts in this database, and a demo would let everybody on this machine in: start `serve`, or name another folder with --data.");
    }
}
