using System.CommandLine;
using System.IO.Pipelines;
using System.Text;
using Npgsql;
using Throughline.Domain;
using Throughline.Server.Features.Users.Export;

namespace Throughline.Server.Cli.User;

/// <summary>`user export`: all that is kept of somebody, for when they ask and can't sign in.</summary>
static class ExportUser
{
    const string SeenSql = "SELECT project_id FROM members WHERE user_id = $1 UNION ALL SELECT p.id FROM projects p, users u WHERE u.id = $1 AND u.is_administrator";

    public static Command Create(Run run)
    {
        var verb = new Command("export", "Print all that is kept of somebody, as JSON.").With(OnThisMachine.Options);
        verb.Add(UserVerb.Email);
        verb.SetAction(parsed => OnThisMachine.RunAsync(run, run.ReadSettings(parsed), async (engine, _) =>
        {
            var user = await FindUser.ByEmailAsync(engine.DataSource, parsed.GetValue(UserVerb.Email)!);
            var seen = await SeenAsync(engine.DataSource, user);
            var pipe = new Pipe();
            var printing = PrintAsync(pipe.Reader, run.Shell.Out);
            await new AccountExport(engine.DataSource, user, seen.Contains).WriteAsync(pipe.Writer, CancellationToken.None);
            await pipe.Writer.CompleteAsync();
            await printing;
        }));
        return HelpWithExamples.Add(verb, "user export you@example.com > you.json");
    }

    static async Task<HashSet<ProjectId>> SeenAsync(NpgsqlDataSource source, UserId user)
    {
        await using var read = source.CreateCommand(SeenSql);
        read.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = user.Value });
        await using var row = await read.ExecuteReaderAsync();
        var seen = new HashSet<ProjectId>();
        while (await row.ReadAsync())
            seen.Add(new(row.GetGuid(0)));
        return seen;
    }

    static async Task PrintAsync(PipeReader from, TextWriter to)
    {
        using var text = new StreamReader(from.AsStream(), Encoding.UTF8);
        var piece = new char[4096];
        while (await text.ReadAsync(piece) is > 0 and var length)
            await to.WriteAsync(piece.AsMemory(0, length));
        await to.WriteLineAsync();
    }
}
