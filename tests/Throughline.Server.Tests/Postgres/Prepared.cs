using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Throughline.Server.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Postgres;

/// <summary>A data folder as a first start leaves it, copied instead of made: for tests of what comes after that.</summary>
static class Prepared
{
    static readonly Dictionary<string, Lazy<Task<string>>> Folders = new(StringComparer.Ordinal)
    {
        [Installed.Npm] = new(() => MakeAsync(Installed.Npm)),
        [Installed.Machine] = new(() => MakeAsync(Installed.Machine)),
    };

    /// <summary>Settings of a copy in <paramref name="data"/>, which still has to be started.</summary>
    public static async Task<PostgresSettings> InAsync(string data, string which)
    {
        var settings = new PostgresSettings { Data = data, Binaries = await Installed.FolderAsync(which) };
        if (Directory.EnumerateFileSystemEntries(data).Any()) return settings;

        using var copy = Process.Start("cp", ["-a", await Folders[which].Value + "/.", data]);
        await copy.WaitForExitAsync(TestContext.Current.CancellationToken);
        copy.ExitCode.ShouldBe(0);
        return settings;
    }

    static async Task<string> MakeAsync(string which)
    {
        var folder = Path.Combine(await TestPostgres.DataFolderAsync(), $"prepared-{which.Length}");
        await using var engine = await PostgresEngine.StartAsync(
            new PostgresSettings { Data = folder, Binaries = await Installed.FolderAsync(which) }, NullLoggerFactory.Instance);
        return folder;
    }
}
