using System.Text.Json.Nodes;
using Shouldly;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Cli.User;

/// <summary>`user export`, `user erase`, `user erasures`: what people may ask for, on the machine itself.</summary>
public sealed class ErasureTests(OwnedServer server) : IClassFixture<OwnedServer>
{
    [Fact]
    public async Task Somebody_is_exported_then_erased_then_listed()
    {
        await server.RunAsync("user", "create", "--email", "ada@example.com", "--name", "Ada");
        using var api = server.Api.As((await server.RunAsync("token", "create", "--user", "ada@example.com", "--name", "Hers")).Output.Trim());
        (await api.GetAsync("/api/users/me")).ShouldBe(200);
        var (exitCode, output, _) = await server.RunAsync("user", "export", "ada@example.com");
        exitCode.ShouldBe(0);
        var export = JsonNode.Parse(output)!;
        ((string?)export["account"]!["name"]).ShouldBe("Ada");
        export["facts"]!.AsArray().Select(f => (string)f!["type"]!).ShouldBe(["user.created", "account.edited", "token.created"]);
        var id = (string)export["account"]!["id"]!;

        var erased = await server.RunAsync("user", "erase", "ada@example.com");
        (erased.ExitCode, erased.Errors).ShouldBe((0, ""));
        erased.Output.ShouldBe($"ada@example.com is erased, and shown as Former user {id[^4..]}.\n");
        await Until.TrueAsync("she is out", async () => (await api.GetAsync("/api/users/me")).Status == 401);
        (await server.RunAsync("user", "erasures")).Output.ShouldContain($"{id} ");
        (await server.RunAsync("user", "erase", "ada@example.com")).ExitCode.ShouldNotBe(0);
        (await server.RunAsync("doctor")).ExitCode.ShouldBe(0);
        (await server.RunAsync("recount")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task In_a_restored_backup_those_are_erased_again_who_were_erased_since()
    {
        await server.RunAsync("user", "create", "--email", "ben@example.com", "--name", "Ben");
        var id = (string)JsonNode.Parse((await server.RunAsync("user", "export", "ben@example.com")).Output)!["account"]!["id"]!;
        // The database is as in a backup of before: Ben is there, and the list from beside the backups says he was erased.
        await File.WriteAllTextAsync(Path.Combine(server.Folder, "erasures.txt"), $"{id} 7012 2026-01-31T12:00:00Z\n01890a5d-ac96-774b-bcce-b302099a8057 8000 2026-01-31T12:00:00Z\n", TestContext.Current.CancellationToken);
        var (exitCode, output, errors) = await server.RunAsync("user", "erase", "--replay", "erasures.txt");
        (exitCode, output, errors).ShouldBe((0, "1 erased again, 1 erased already or never in this database.\n", ""));
        (await server.RunAsync("user", "list")).Output.ShouldNotContain("ben@example.com");
        (await server.RunAsync("user", "erase", "--replay", "erasures.txt")).Output.ShouldBe("0 erased again, 2 erased already or never in this database.\n");
        // The list is what it was made of.
        await File.WriteAllTextAsync(Path.Combine(server.Folder, "again.txt"), (await server.RunAsync("user", "erasures")).Output, TestContext.Current.CancellationToken);
        (await server.RunAsync("user", "erase", "--replay", "again.txt")).Output.ShouldStartWith("0 erased again");
    }

    [Theory]
    [InlineData("Name a mail address, or a file with --replay.")]
    [InlineData("Name a mail address, or a file with --replay.", "you@example.com", "--replay", "erasures.txt")]
    [InlineData("can't be read", "--replay", "none.txt")]
    [InlineData("There is no account nobody@example.com.", "nobody@example.com")]
    [InlineData("It is the last administrator.", "owner@example.com")]
    public async Task What_can_not_be_done_is_said(string message, params string[] arguments)
    {
        var (exitCode, _, errors) = await server.RunAsync(["user", "erase", .. arguments]);
        exitCode.ShouldNotBe(0);
        errors.ShouldContain(message);
    }

    [Fact]
    public async Task A_file_that_is_no_list_changes_nothing()
    {
        await File.WriteAllTextAsync(Path.Combine(server.Folder, "wrong.txt"), "\nsomething else\n", TestContext.Current.CancellationToken);
        var (exitCode, _, errors) = await server.RunAsync("user", "erase", "--replay", "wrong.txt");
        exitCode.ShouldNotBe(0);
        errors.ShouldContain("line 2");
    }
}
