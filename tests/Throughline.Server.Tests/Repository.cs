using System.Runtime.CompilerServices;

namespace Throughline.Server.Tests;

/// <summary>The checkout that the tests were built from.</summary>
static class Repository
{
    public static string Root { get; } = Find();

    static string Find([CallerFilePath] string here = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(here)!);
        while (!File.Exists(Path.Combine(folder.FullName, "Throughline.slnx")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"There is no Throughline.slnx above {here}.");
        return folder.FullName;
    }
}
