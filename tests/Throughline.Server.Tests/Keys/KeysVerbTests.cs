using Shouldly;
using Throughline.Server.Tests.Cli;
using Xunit;

namespace Throughline.Server.Tests.Keys;

/// <summary>`keys list` and `keys rotate`, beside a server that runs.</summary>
public sealed class KeysVerbTests(OwnedServer server) : IClassFixture<OwnedServer>
{
    [Fact]
    public async Task Keys_are_rotated_and_listed_and_then_the_key_file()
    {
        var (_, none, _) = await server.RunAsync("keys", "list");
        none.ShouldStartWith("There are no keys yet");

        var (exitCode, rotated, errors) = await server.RunAsync("keys", "rotate");
        (exitCode, errors).ShouldBe((0, ""));
        rotated.ShouldMatch("^[0-9a-f-]{36} is used from .*Z on, when every running server knows it.\n$");
        var (_, listed, _) = await server.RunAsync("keys", "list");
        listed.ShouldMatch($"^{rotated[..36]}  from .*Z  to .*Z  next\n$");

        var file = Path.Combine(server.Folder, "data", "keys", "master.key");
        var before = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var (_, master, _) = await server.RunAsync("keys", "rotate", "--master");
        master.ShouldStartWith("1 keys are encrypted under the new ");
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldNotBe(before);

        File.Delete(file);
        var (failed, _, why) = await server.RunAsync("keys", "rotate");
        failed.ShouldBe(1);
        why.ShouldContain("is not its file");
    }
}
