using System.Text;
using Dapper;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Cli.Import;

/// <summary>A server, and the real program that imports into it. Every test has a project of its own.</summary>
public sealed class ImportServer : SharedServer
{
    static int _projects;

    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(Uri server, string project, string file, params string[] options)
    {
        await using var import = Start(server, project, file, options);
        var exitCode = await import.ExitAsync(TimeSpan.FromMinutes(4));
        return (exitCode, import.Output.ReplaceLineEndings("\n"), import.Errors.ReplaceLineEndings("\n"));
    }

    internal static ServerProcess Start(Uri server, string project, string file, params string[] options) => ServerProcess.Start(
        Path.GetDirectoryName(file)!, ["import", "stories", Path.GetFileName(file), "--project", project, "--server", server.ToString(), .. options], InstanceOwner.Variable);

    internal async Task<ImportTarget> NewProjectAsync()
    {
        var key = $"I{Interlocked.Increment(ref _projects)}";
        var id = (await Server.Api.CreateProjectAsync(key)).Id;
        return new ImportTarget(this, key, id);
    }
}

/// <summary>A project to import into, with a folder for files.</summary>
sealed class ImportTarget(ImportServer server, string key, string id) : IDisposable
{
    readonly TestFolder _folder = new("import");

    public string Key => key;

    public string Id => id;

    public TestServer Server => server.Server;

    public string Write(string text, Encoding? encoding = null) => Write([.. (encoding ?? new UTF8Encoding(false)).GetPreamble(), .. (encoding ?? Encoding.UTF8).GetBytes(text)]);

    public string Write(byte[] bytes)
    {
        File.WriteAllBytes(PathOf("stories.csv"), bytes);
        return PathOf("stories.csv");
    }

    public string PathOf(string name) => Path.Combine(_folder.Path, name);

    public Task<(int ExitCode, string Output, string Errors)> ImportAsync(string file, params string[] options) =>
        ImportServer.RunAsync(Server.Node.Address, key, file, options);

    /// <summary>Its stories in the order they were made, each with its first task's estimate.</summary>
    public async Task<List<Imported>> StoriesAsync()
    {
        await using var connection = await Server.Database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return (await connection.QueryAsync<Imported>("""
            SELECT s.external_key AS key, s.title, s.description, s.status::int, s.priority::int, s.labels::text AS labels,
                (SELECT t.title || ' ' || t.estimate FROM tasks t WHERE t.story_id = s.id) AS task
            FROM stories s
            WHERE s.project_id = @id::uuid
            ORDER BY s.number
            """, new { id })).AsList();
    }

    public void Dispose() => _folder.Dispose();
}

sealed record Imported(string Key, string Title, string Description, int Status, int Priority, string Labels, string? Task);
