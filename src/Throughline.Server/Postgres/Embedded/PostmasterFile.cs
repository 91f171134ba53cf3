namespace Throughline.Server.Postgres.Embedded;

/// <summary>
/// PostgreSQL's postmaster.pid: line 1 the process, 5 the socket's folder, 8 how far it is. It stays behind after a
/// kill -9, and is never deleted while its writer may live: its lines 7 and 1 are PostgreSQL's own interlock.
/// </summary>
sealed record PostmasterFile(string Text)
{
    public static PostmasterFile? Read(string cluster)
    {
        try
        {
            return new PostmasterFile(File.ReadAllText(PathIn(cluster)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static string PathIn(string cluster) => Path.Combine(cluster, "postmaster.pid");

    public int? Process => int.TryParse(Line(1), out var process) ? process : null;

    public string SocketFolder => Line(5);

    public bool IsReady => Line(8) == "ready";

    string Line(int number) => Text.Split('\n') is var lines && lines.Length >= number ? lines[number - 1].Trim() : "";
}
