using Microsoft.Playwright;
using Shouldly;
using Throughline.Server.Tests.Cli;
using Throughline.Server.Tests.Postgres;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>The published folder is all that is needed: it is copied to where nothing else is, and started from there.</summary>
public sealed class PublishedTests(Chromium chromium) : IDisposable
{
    readonly TestFolder _folder = new("published");
    readonly string _program = Built.Program;

    public void Dispose()
    {
        Built.Program = _program;
        _folder.Dispose();
    }

    [Fact]
    public async Task It_runs_from_anywhere_with_its_page_and_its_own_PostgreSQL()
    {
        Assert.SkipWhen(Built.Published is null, "This build is not the published one: dotnet publish, then THROUGHLINE_PROGRAM names its program, as test.sh does.");
        var (copy, empty) = (Path.Combine(_folder.Path, "program"), Path.Combine(_folder.Path, "empty"));
        Copy(Built.Published, copy);
        Directory.CreateDirectory(empty);
        Built.Program = Path.Combine(copy, Path.GetFileName(_program));

        await using var server = ServerProcess.Start(empty, ["serve", "--urls", "http://127.0.0.1:0"],
            ("THROUGHLINE_OWNER_EMAIL", Account.Owner.Email), ("THROUGHLINE_OWNER_PASSWORD", Account.Owner.Password), ("THROUGHLINE_OWNER_NAME", Account.Owner.Name));
        var address = await server.ReadyAsync();
        await using (var open = await OpenPage.OpenAsync(chromium, address, "/"))
        {
            await Expect(open.Page.GetByRole(AriaRole.Heading, new() { Name = "No project yet" })).ToBeVisibleAsync();
            open.ShouldBeSilent();
        }

        var major = await File.ReadAllTextAsync(Path.Combine(empty, "data", "postgres", "cluster", "PG_VERSION"), TestContext.Current.CancellationToken);
        major.Trim().ShouldBe("18", "the one that came with it, not one that the machine has");
        server.Signal(Signals.Terminate);
        (await server.ExitAsync()).ShouldBe(0, server.Errors);
        Directory.EnumerateFileSystemEntries(empty).Select(Path.GetFileName).ShouldBe(["data"]);
    }

    static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from)) Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        foreach (var file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
