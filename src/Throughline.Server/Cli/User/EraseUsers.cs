using System.CommandLine;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Users;

namespace Throughline.Server.Cli.User;

/// <summary>`user erase`: takes away all that is personal about somebody; and, in a restored backup, about everybody who was erased since.</summary>
static class EraseUsers
{
    const string KeysSql = "SELECT id, key FROM projects";

    static readonly Argument<string?> Email = new("EMAIL") { Description = "Mail address of the account", Arity = ArgumentArity.ZeroOrOne };

    static readonly Option<string> Replay = new("--replay")
    {
        Description = "Erase again whom a file lists, as `user erasures` wrote it, after a backup from before was restored",
        HelpName = "FILE",
    };

    public static Command Create(Run run)
    {
        var verb = new Command("erase", "Keep nothing personal of somebody, for ever. What they did stays, under a pseudonym.").With([Replay, .. OnThisMachine.Options]);
        verb.Add(Email);
        verb.SetAction(parsed =>
        {
            var (email, file) = (parsed.GetValue(Email), parsed.GetValue(Replay));
            if (email is null == file is null)
                throw new UsageException("Name a mail address, or a file with --replay.");
            var listed = file is null ? [] : ErasuresFile.Read(file, run.Shell.Folder);
            return OnThisMachine.RunAsync(run, run.ReadSettings(parsed), (engine, journal) => email is null
                ? ReplayAsync(run, engine.DataSource, journal, listed)
                : EraseAsync(run, engine.DataSource, journal, email));
        });
        return HelpWithExamples.Add(verb, "user erase you@example.com", "user erase --replay erasures.txt");
    }

    static async Task EraseAsync(Run run, NpgsqlDataSource source, LocalJournal journal, string email)
    {
        var command = new EraseUser(await FindUser.ByEmailAsync(source, email), (await KeysAsync(source)).GetValueOrDefault);
        await journal.CommitAsync(need => need.WholeUser(command.Id), command.Decide);
        await run.Shell.Out.WriteLineAsync($"{email} is erased, and shown as {Domain.Users.User.Pseudonym(command.Id)}.");
    }

    // Whoever was erased is to be gone whatever else the backup says: so also the last owner, whom the erasure would have had to wait for.
    static async Task ReplayAsync(Run run, NpgsqlDataSource source, LocalJournal journal, IReadOnlyList<UserId> users)
    {
        var keys = await KeysAsync(source);
        var erased = 0;
        foreach (var user in users)
            if (await journal.TryCommitAsync(need => need.WholeUser(user), new EraseUser(user, keys.GetValueOrDefault, EvenLast: true).Decide) is null)
                erased++;
        await run.Shell.Out.WriteLineAsync($"{erased} erased again, {users.Count - erased} erased already or never in this database.");
    }

    static async Task<Dictionary<ProjectId, string>> KeysAsync(NpgsqlDataSource source)
    {
        var keys = new Dictionary<ProjectId, string>();
        await using var read = source.CreateCommand(KeysSql);
        await using var row = await read.ExecuteReaderAsync();
        while (await row.ReadAsync())
            keys[new(row.GetGuid(0))] = row.GetString(1);
        return keys;
    }
}
