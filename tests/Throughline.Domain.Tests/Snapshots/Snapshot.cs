namespace Throughline.Domain.Tests.Snapshots;

/// <summary>
/// An approved text beside this file. What differs from it fails and is shown; with THROUGHLINE_ACCEPT=1 in the environment
/// it is written anew, to be looked at and committed.
/// </summary>
public sealed class Snapshot(string name)
{
    readonly string _path = Path.Combine(Root(), "tests", "Throughline.Domain.Tests", "Snapshots", name);

    public IReadOnlyList<string> Lines => File.Exists(_path) ? File.ReadAllLines(_path) : [];

    public void ShouldBe(IEnumerable<string> lines)
    {
        List<string> now = [.. lines];
        if (Environment.GetEnvironmentVariable("THROUGHLINE_ACCEPT") == "1")
            File.WriteAllText(_path, string.Concat(now.Select(l => l + "\n")));
        var approved = Lines;
        if (approved.SequenceEqual(now))
            return;
        var difference = approved.Except(now).Select(l => "- " + l)
            .Concat(now.Except(approved).Select(l => "+ " + l))
            .DefaultIfEmpty("The lines are the same in another order.");
        Assert.Fail($"{name} is not as approved (THROUGHLINE_ACCEPT=1 accepts it):\n{string.Join('\n', difference)}");
    }

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Throughline.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException($"No Throughline.slnx above {AppContext.BaseDirectory}.");
    }
}
