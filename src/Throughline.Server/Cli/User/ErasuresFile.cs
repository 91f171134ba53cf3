using Throughline.Domain;

namespace Throughline.Server.Cli.User;

/// <summary>A list of erasures as `user erasures` writes it: a line for each, which begins with the id.</summary>
static class ErasuresFile
{
    /// <param name="file">Where it stands, from <paramref name="folder"/>.</param>
    /// <exception cref="UsageException">It can't be read, or is no such list.</exception>
    public static IReadOnlyList<UserId> Read(string file, string folder)
    {
        try
        {
            return [.. File.ReadLines(Path.Combine(folder, file)).Select((line, n) => (Line: line.Trim(), Number: n + 1)).Where(l => l.Line.Length > 0).Select(l => IdOf(l.Line, l.Number, file)).Distinct()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--replay {file} can't be read: {e.Message}", e);
        }
    }

    static UserId IdOf(string line, int number, string file) => Ids.TryParse<UserId>(line.Split([' ', '\t'], 2)[0], out var id) && id != UserId.Local ? id
        : throw new UsageException($"--replay {file}: line {number} does not begin with the id of a user. It takes what `user erasures` wrote.");
}
