using System.CommandLine;
using System.Globalization;

namespace Throughline.Server.Cli.User;

/// <summary>`user erasures`: who was erased, to be kept beside the backups.</summary>
static class ListErasures
{
    const string ReadSql = "SELECT id, erased_at, updated_at FROM users WHERE erased_at IS NOT NULL ORDER BY erased_at";

    public static Command Create(Run run)
    {
        var verb = new Command("erasures", "Show who was erased, and at which position. Keep it beside backups.").With(OnThisMachine.Options);
        verb.SetAction(parsed => OnThisMachine.RunAsync(run, run.ReadSettings(parsed), async (engine, _) =>
        {
            await using var read = engine.DataSource.CreateCommand(ReadSql);
            await using var row = await read.ExecuteReaderAsync();
            while (await row.ReadAsync())
                await run.Shell.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{row.GetGuid(0)} {row.GetInt64(1)} {row.GetDateTime(2):yyyy-MM-ddTHH:mm:ssZ}"));
        }));
        return HelpWithExamples.Add(verb, "user erasures > erasures.txt");
    }
}
