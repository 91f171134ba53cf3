using System.Text.RegularExpressions;
using Shouldly;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Cli;

/// <summary>An instance without a user: a link for whoever started it, or an owner from the settings.</summary>
public sealed partial class FirstStartTests : IDisposable
{
    const string Password = "correct horse battery staple";
    readonly TestFolder _folder = new("first");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_settings_each_start_prints_a_link_until_somebody_used_one()
    {
        await using (var first = Serve())
        {
            await first.ReadyAsync();
            Code(first).ShouldNotBeNull();
            first.Signal(Signals.Terminate);
            (await first.ExitAsync()).ShouldBe(0);
        }
        await using (var second = Serve())
        {
            using var api = new ApiClient(await second.ReadyAsync(), new TestLog(), token: null);
            var owner = $$"""{"email":"ada@example.com","name":"Ada","password":"{{Password}}","code":"{{Code(second)}}"}""";
            (await api.PostAsync("/api/set-up", owner)).ShouldBe(201);
            (await api.PostAsync("/api/set-up", owner)).ShouldBeProblem(409, "set-up-done");
            second.Signal(Signals.Terminate);
            (await second.ExitAsync()).ShouldBe(0);
        }
        await using var third = Serve();
        await third.ReadyAsync();
        third.Output.ShouldNotContain("set-up");
    }

    [Fact]
    public async Task A_link_names_an_address_that_a_browser_goes_to()
    {
        await using var server = ServerProcess.Start(_folder.Path, ["serve", "--urls", "http://0.0.0.0:0", "--log-format", "text"]);
        var address = await server.ReadyAsync();
        server.Output.ShouldContain($"Set it up: http://localhost:{address.Port}/set-up#{Code(server)}");
    }

    [Fact]
    public async Task With_settings_the_owner_is_there_and_what_they_say_later_changes_nothing()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "password"), Password + "\n", TestContext.Current.CancellationToken);
        foreach (var (variable, value) in new[] { ("THROUGHLINE_OWNER_PASSWORD_FILE", "password"), ("THROUGHLINE_OWNER_PASSWORD", "another one, much later") })
        {
            await using var server = Serve(("THROUGHLINE_OWNER_EMAIL", "ada@example.com"), (variable, value));
            using var api = new ApiClient(await server.ReadyAsync(), new TestLog(), token: null);
            var me = (await api.PostAsync("/api/sign-in", $$"""{"email":"Ada@example.com","password":"{{Password}}"}""")).ShouldBe(200);
            ((string?)me["name"], (bool)me["isAdministrator"]!).ShouldBe(("ada", true));
            server.Signal(Signals.Terminate);
            (await server.ExitAsync()).ShouldBe(0);
            server.Output.ShouldNotContain("set-up");
            (server.Output + server.Errors).ShouldNotContain(Password);
        }
    }

    [Theory]
    [InlineData("ada@example.com", "", "Owner:Password is missing")]
    [InlineData("", Password, "Owner:Email is missing")]
    [InlineData("ada", Password, "Owner:Email: It is a mail address")]
    [InlineData("ada@example.com", "short", "Owner:Password: ")]
    public async Task Settings_that_make_no_owner_are_one_line_and_exit_code_2(string email, string password, string line)
    {
        await using var server = Serve(("THROUGHLINE_OWNER_EMAIL", email), ("THROUGHLINE_OWNER_PASSWORD", password));
        (await server.ExitAsync()).ShouldBe(2, server.Output + server.Errors);
        server.Errors.ShouldStartWith(line);
        server.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1);
    }

    ServerProcess Serve(params (string, string)[] variables) =>
        ServerProcess.Start(_folder.Path, ["serve", "--urls", "http://127.0.0.1:0", "--log-format", "text"], variables);

    static string? Code(ServerProcess server) => Link().Match(server.Output) is { Success: true } match ? match.Groups["code"].Value : null;

    [GeneratedRegex(@"Set it up: http://\S+/set-up#(?<code>[A-Za-z0-9_-]{43})\s", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
