using System.Globalization;
using Shouldly;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Cli.Token;

/// <summary>`token create`, and what the verbs say that have none, or one that is not enough.</summary>
public sealed class TokenTests(OwnedServer server) : IClassFixture<OwnedServer>
{
    [Fact]
    public async Task It_prints_the_token_alone_and_a_running_server_takes_it_at_once()
    {
        var (exitCode, output, errors) = await server.RunAsync("token", "create", "--user", InstanceOwner.Email, "--name", "Build server");
        (exitCode, errors).ShouldBe((0, ""));
        output.ShouldMatch("^tl_[A-Za-z0-9_-]{43}\n$");

        using var api = server.Api.As(output.Trim());
        (await api.GetAsync("/api/projects")).ShouldBe(200);
        var told = (await server.Api.GetAsync("/api/users/me/tokens")).ShouldBe(200)["items"]!.AsArray().Single(t => (string?)t!["name"] == "Build server")!;
        told["scopes"]!.AsArray().Select(s => (string?)s).ShouldBe(["read", "write", "work"]);
        told["expiresAt"].ShouldBeNull();
    }

    [Fact]
    public async Task It_has_the_scopes_and_the_time_that_were_asked_for()
    {
        var token = (await server.RunAsync("token", "create", "--user", InstanceOwner.Email, "--name", "Dashboard", "--scopes", "read", "--expires", "90d")).Output.Trim();

        using var api = server.Api.As(token);
        (await api.GetAsync("/api/projects")).ShouldBe(200);
        (await api.PostAsync("/api/projects", """{"key":"NO","name":"No"}""")).ShouldBeProblem(403, "scope-missing");
        var told = (await server.Api.GetAsync("/api/users/me/tokens"))["items"]!.AsArray().Single(t => (string?)t!["name"] == "Dashboard")!;
        (Moment(told["expiresAt"]) - Moment(told["createdAt"])).ShouldBe(TimeSpan.FromDays(90));

        static DateTimeOffset Moment(System.Text.Json.Nodes.JsonNode? text) => DateTimeOffset.Parse((string)text!, CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("--scopes: Name at least one of: read, write, work, admin.", "--scopes", "read,everything")]
    [InlineData("--expires soon isn't a duration; write --expires 12h or 90d.", "--expires", "soon")]
    [InlineData("--expires: ", "--expires", "1s")]
    [InlineData("--name: ", "--name", " ")]
    [InlineData("There is no account nobody@example.com.", "--user", "nobody@example.com")]
    public async Task Bad_input_is_one_line_and_exit_code_2(string line, string option, string value)
    {
        Dictionary<string, string> options = new() { ["--user"] = InstanceOwner.Email, ["--name"] = "Bad", [option] = value };
        var (exitCode, output, errors) = await server.RunAsync(["token", "create", .. options.SelectMany(o => new[] { o.Key, o.Value })]);
        errors.ShouldStartWith(line);
        (exitCode, output).ShouldBe((2, ""));
    }

    [Theory]
    [InlineData("simulate", "--project", "TL", "--for", "1s")]
    [InlineData("work", "--project", "TL", "--until-empty")]
    [InlineData("import", "stories", "stories.csv", "--project", "TL")]
    public async Task Without_a_token_a_verb_says_how_to_get_one(params string[] arguments)
    {
        await WriteStoriesAsync();
        var (exitCode, _, errors) = await server.RunAsync([.. arguments, "--server", server.Url.ToString()]);
        errors.ShouldBe($"{server.Url} wants a token: --token TOKEN or THROUGHLINE_TOKEN; make one on the server's machine: throughline token create --user EMAIL --name NAME.\n");
        exitCode.ShouldBe(1);
    }

    [Fact]
    public async Task A_token_that_is_no_good_is_not_repeated()
    {
        var wrong = "tl_" + new string('A', 43);
        var (exitCode, output, errors) = await server.RunAsync("work", "--project", "TL", "--server", server.Url.ToString(), "--token", wrong);
        errors.ShouldStartWith($"{server.Url} does not take the token: it was revoked, has expired, or is another server's; make one ");
        (output + errors).ShouldNotContain(wrong);
        exitCode.ShouldBe(1);
    }

    [Fact]
    public async Task A_token_that_lacks_a_scope_is_told_which()
    {
        await server.Api.PostAsync("/api/projects", """{"key":"SC","name":"Scopes"}""");
        await WriteStoriesAsync();
        var token = (await server.RunAsync("token", "create", "--user", InstanceOwner.Email, "--name", "Reads", "--scopes", "read")).Output.Trim();
        var (exitCode, _, errors) = await server.RunAsync("import", "stories", "stories.csv", "--project", "SC", "--server", server.Url.ToString(), "--token", token);
        errors.ShouldContain("the token lacks a scope");
        errors.ShouldContain("write");
        exitCode.ShouldBe(1);
    }

    [Fact]
    public async Task A_token_comes_from_a_variable_or_from_a_file_and_the_option_counts_most()
    {
        await server.Api.PostAsync("/api/projects", """{"key":"EN","name":"Environment"}""");
        await WriteStoriesAsync();
        await File.WriteAllTextAsync(Path.Combine(server.Folder, "token"), InstanceOwner.Token + "\n", TestContext.Current.CancellationToken);
        string[] import = ["import", "stories", "stories.csv", "--project", "EN", "--server", server.Url.ToString()];

        (await ServerProcess.RunAsync(server.Folder, import, InstanceOwner.Variable)).ExitCode.ShouldBe(0);
        (await ServerProcess.RunAsync(server.Folder, import, ("THROUGHLINE_TOKEN_FILE", "token"))).ExitCode.ShouldBe(0);
        (await ServerProcess.RunAsync(server.Folder, [.. import, "--token", InstanceOwner.Token], ("THROUGHLINE_TOKEN", "tl_wrong"))).ExitCode.ShouldBe(0);
        var (exitCode, _, errors) = await ServerProcess.RunAsync(server.Folder, import, ("THROUGHLINE_TOKEN", "two\nlines"));
        errors.ShouldStartWith("What was given as token is none");
        errors.ShouldNotContain("two");
        exitCode.ShouldBe(2);
    }

    Task WriteStoriesAsync() => File.WriteAllTextAsync(Path.Combine(server.Folder, "stories.csv"), "key,title\nX-1,A story\n", TestContext.Current.CancellationToken);
}
