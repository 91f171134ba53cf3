using System.Diagnostics;
using Npgsql;
using Throughline.Server.Postgres;
using Throughline.Server.Postgres.Embedded;
using Xunit;

namespace Throughline.Server.Tests.Postgres;

/// <summary>What a test can see and break of the embedded PostgreSQL in a data folder.</summary>
static class Cluster
{
    /// <summary>0: there is none at this moment.</summary>
    public static int Postmaster(string data) => PostmasterFile.Read(DataFolder.ClusterOf(data))?.Process ?? 0;

    /// <summary>The shell between owner and PostgreSQL: PostgreSQL's parent.</summary>
    public static int Watchdog(int postmaster) => int.Parse(Stat(postmaster)[3]);

    public static int Session(int process) => int.Parse(Stat(process)[5]);

    /// <summary>PostgreSQL's processes, orphans too: they all work in the cluster's folder.</summary>
    public static bool Lives(string data) =>
        Directory.EnumerateDirectories("/proc").Any(folder => int.TryParse(Path.GetFileName(folder), out _) && WorkingFolder(folder) == DataFolder.ClusterOf(data));

    public static void Kill9(int process)
    {
        using var victim = Process.GetProcessById(process);
        victim.Kill();
    }

    public static Task GoneAsync(string data) => Until.TrueAsync("no process of PostgreSQL is left", () => !Lives(data));

    public static async Task<T> AskAsync<T>(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    public static async Task<bool> AnswersAsync(NpgsqlDataSource source)
    {
        try
        {
            return await AskAsync<int>(source, "SELECT 1") == 1;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    // The second word is the program's name, in parentheses, and may hold blanks.
    static string[] Stat(int process)
    {
        var text = File.ReadAllText($"/proc/{process}/stat");
        return ["", "", .. text[(text.LastIndexOf(')') + 2)..].Split(' ')];
    }

    static string? WorkingFolder(string process)
    {
        try
        {
            return new FileInfo(Path.Combine(process, "cwd")).LinkTarget;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
