using System.CommandLine;
using System.Globalization;

namespace Throughline.Server.Cli.User;

/// <summary>`user list`: every account, in the order of their mail addresses.</summary>
static class ListUsers
{
    const string ReadSql = """
        SELECT coalesce(a.email, u.id::text), coalesce(a.name, ''), u.is_administrator, u.is_disabled, u.created_at
        FROM users u
        LEFT JOIN accounts a ON a.id = u.id
        ORDER BY a.email_key, u.id
        """;

    public static Command Create(Run run)
    {
        var verb = new Command("list", "Show every account: mail address, name, what it is, since when.").With(OnThisMachine.Options);
        verb.SetAction(parsed => OnThisMachine.RunAsync(run, run.ReadSettings(parsed), async (engine, _) =>
        {
            var lines = new List<string[]>();
            await using var read = engine.DataSource.CreateCommand(ReadSql);
            await using (var row = await read.ExecuteReaderAsync())
                while (await row.ReadAsync())
                    lines.Add([row.GetString(0), row.GetString(1), Words(row.GetBoolean(2), row.GetBoolean(3)), row.GetDateTime(4).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)]);
            foreach (var line in lines)
                await run.Shell.Out.WriteLineAsync(string.Join("  ", line.Select((word, column) => word.PadRight(lines.Max(l => l[column].Length)))).TrimEnd());
            if (lines.Count == 0)
                await run.Shell.Error.WriteLineAsync("There is no account yet. `serve` prints a link to make the first one; so does `user create`.");
        }));
        return HelpWithExamples.Add(verb, "user list", "user list --data /var/lib/throughline");
    }

    static string Words(bool isAdministrator, bool isDisabled) => (isAdministrator, isDisabled) switch
    {
        (true, true) => "administrator, disabled",
        (true, false) => "administrator",
        (false, true) => "disabled",
        _ => "user",
    };
}
