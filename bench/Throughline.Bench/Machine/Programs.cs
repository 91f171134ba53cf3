namespace Throughline.Bench.Machine;

/// <summary>Where the programs are that benchmarks start.</summary>
static class Programs
{
    /// <summary>The published server; THROUGHLINE_PROGRAM names another build of it.</summary>
    public static string Server { get; } = Named("THROUGHLINE_PROGRAM") ?? Path.Combine(Repository, "artifacts", "publish", "Throughline.Server", "release", "Throughline.Server");

    /// <summary>The PostgreSQL that comes with the published server.</summary>
    public static string Postgres => Path.Combine(Path.GetDirectoryName(Server)!, "postgres");

    /// <summary>This program.</summary>
    public static string Bench => Environment.ProcessPath!;

    public static string Repository
    {
        get
        {
            for (var at = AppContext.BaseDirectory; at is not null; at = Path.GetDirectoryName(at))
                if (File.Exists(Path.Combine(at, "Throughline.slnx"))) return at;
            throw new InvalidOperationException("This program runs from its repository's artifacts folder: start it by ./bench.sh.");
        }
    }

    /// <exception cref="InvalidOperationException">It is not installed.</exception>
    public static string OnPath(string name, string package) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"{name} is missing: install Debian's package {package}.");

    static string? Named(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
