using System.Diagnostics;
using Shouldly;
using Throughline.Server.Tests;
using Xunit;

namespace Throughline.Web.Tests;

public sealed class TypesTests
{
    [Fact]
    public async Task The_types_of_the_app_are_those_of_the_approved_document()
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Repository.Root, "web", "node_modules")), "web/ has no packages: it was built with -p:SkipWeb=true");
        using var check = Process.Start(new ProcessStartInfo("npm", ["run", "--silent", "api:check"])
        {
            WorkingDirectory = Path.Combine(Repository.Root, "web"),
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var said = await check.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await check.WaitForExitAsync(TestContext.Current.CancellationToken);
        check.ExitCode.ShouldBe(0, said);
    }
}
