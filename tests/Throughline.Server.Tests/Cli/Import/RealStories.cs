using Xunit;

namespace Throughline.Server.Tests.Cli.Import;

/// <summary>Files of real stories, where they are at hand: shared/data/stories in a folder above the checkout.</summary>
static class RealStories
{
    public static TheoryData<string, int> Files => new()
    {
        { "springxd.csv", 3526 },
        { "mesos.csv", 1680 },
        { "jirasoftware.csv", 352 },
    };

    public static string Path(string name)
    {
        for (var at = Directory.GetParent(Repository.Root); at is not null; at = at.Parent)
            if (System.IO.Path.Combine(at.FullName, "shared", "data", "stories", name) is var file && File.Exists(file))
                return file;
        Assert.Skip($"There is no shared/data/stories/{name} in a folder above {Repository.Root}.");
        return "";
    }
}
