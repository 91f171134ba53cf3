using Shouldly;
using Throughline.Domain.Factors;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Access;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Cli.User;

/// <summary>`user` beside a running server with the private PostgreSQL, which it reaches and which follows at once.</summary>
public sealed class UserTests(OwnedServer server) : IClassFixture<OwnedServer>
{
    const string Password = "correct horse battery staple";

    [Fact]
    public async Task Without_a_password_a_link_is_printed_by_which_the_person_chooses_one()
    {
        var (exitCode, output, errors) = await server.RunAsync("user", "create", "--email", "grace@example.com", "--name", "Grace");
        (exitCode, errors).ShouldBe((0, ""));
        output.ShouldStartWith("grace@example.com has an account.\nWhoever opens this link chooses the password, once, until ");

        (await ChooseAsync(output)).ShouldBe(200);
        (await ChooseAsync(output)).ShouldBeProblem(400, "invalid-input", "code");
        (await SignInAsync("grace@example.com")).ShouldBe(200);
    }

    [Fact]
    public async Task A_password_from_a_file_is_good_at_once_and_an_administrator_is_one()
    {
        await File.WriteAllTextAsync(Path.Combine(server.Folder, "password"), Password + "\n", TestContext.Current.CancellationToken);
        var (exitCode, output, _) = await server.RunAsync("user", "create", "--email", "root@example.com", "--name", "Root", "--administrator", "--password-file", "password");
        (exitCode, output).ShouldBe((0, "root@example.com has an account.\n"));

        ((bool)(await SignInAsync("root@example.com")).ShouldBe(200)["isAdministrator"]!).ShouldBeTrue();
        (await server.RunAsync("user", "list")).Output.ShouldContain("root@example.com");
    }

    [Fact]
    public async Task The_list_says_who_is_what()
    {
        await server.RunAsync("user", "create", "--email", "zoe@example.com", "--name", "Zoe");
        await server.RunAsync("user", "disable", "zoe@example.com");

        var lines = (await server.RunAsync("user", "list")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.ShouldContain(line => line.StartsWith(InstanceOwner.Email, StringComparison.Ordinal) && line.Contains(" administrator ", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("zoe@example.com ", StringComparison.Ordinal) && line.Contains(" disabled ", StringComparison.Ordinal));
        lines.Select(line => line.Split(' ')[0]).ShouldBeInOrder(SortDirection.Ascending, StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Whoever_is_disabled_is_out_at_once_and_back_when_enabled()
    {
        await server.RunAsync("user", "create", "--email", "eve@example.com", "--name", "Eve");
        using var api = server.Api.As((await server.RunAsync("token", "create", "--user", "eve@example.com", "--name", "Hers")).Output.Trim());
        (await api.GetAsync("/api/projects")).ShouldBe(200);

        (await server.RunAsync("user", "disable", "Eve@Example.com")).Output.ShouldBe("Eve@Example.com is disabled.\n");
        await Until.TrueAsync("she is out", async () => (await api.GetAsync("/api/projects")).Status == 401);
        (await server.RunAsync("user", "enable", "eve@example.com")).ExitCode.ShouldBe(0);
        await Until.TrueAsync("she is back", async () => (await api.GetAsync("/api/projects")).Status == 200);
    }

    [Fact]
    public async Task A_new_link_makes_the_one_before_useless()
    {
        var first = await server.RunAsync("user", "create", "--email", "alan@example.com", "--name", "Alan");
        var second = await server.RunAsync("user", "reset-password", "alan@example.com");
        second.ExitCode.ShouldBe(0);

        (await ChooseAsync(first.Output)).ShouldBeProblem(400, "invalid-input", "code");
        (await ChooseAsync(second.Output)).ShouldBe(200);
    }

    [Fact]
    public async Task Whoever_lost_their_devices_signs_in_with_the_password_alone()
    {
        await ChooseAsync((await server.RunAsync("user", "create", "--email", "ida@example.com", "--name", "Ida")).Output);
        var session = Doors.CookieOf((await SignInAsync("ida@example.com")).ShouldBe(200), "session");
        var begun = (await server.Nobody.PostAsync("/api/users/me/authenticator", $$"""{"password":"{{Password}}"}""", session)).ShouldBe(200);
        var code = Totp.CodeAt(Base32.Decode((string)begun["secret"]!)!, Totp.StepAt(TimeProvider.System.Now()));
        (await server.Nobody.PostAsync("/api/users/me/authenticator/confirm", $$"""{"code":"{{code}}"}""", session)).ShouldBe(200);
        (await SignInAsync("ida@example.com")).ShouldBeProblem(401, "second-factor-required");

        (await server.RunAsync("user", "reset-factors", "ida@example.com")).Output.ShouldBe("ida@example.com signs in with the password alone, and is signed out everywhere.\n");
        await Until.TrueAsync("she is signed out", async () => (await server.Nobody.GetAsync("/api/users/me", session)).Status == 401);
        (await SignInAsync("ida@example.com")).ShouldBe(200);
    }

    [Theory]
    [InlineData(2, "--email: It is a mail address", "user", "create", "--email", "nobody", "--name", "Nobody")]
    [InlineData(2, "--name: ", "user", "create", "--email", "nobody@example.com", "--name", " ")]
    [InlineData(2, "--password-file nowhere can't be read", "user", "create", "--email", "nobody@example.com", "--name", "Nobody", "--password-file", "nowhere")]
    [InlineData(2, "--password-file: ", "user", "create", "--email", "nobody@example.com", "--name", "Nobody", "--password-file", "short")]
    [InlineData(1, "There is an account with this mail address.", "user", "create", "--email", "OWNER@example.com", "--name", "Another")]
    [InlineData(2, "There is no account nobody@example.com.", "user", "disable", "nobody@example.com")]
    [InlineData(2, "There is no account nobody@example.com.", "user", "reset-password", "nobody@example.com")]
    [InlineData(2, "There is no account nobody@example.com.", "user", "reset-factors", "nobody@example.com")]
    public async Task What_can_not_be_done_is_one_line_and_changes_nothing(int exitCode, string line, params string[] arguments)
    {
        await File.WriteAllTextAsync(Path.Combine(server.Folder, "short"), "short", TestContext.Current.CancellationToken);
        var (found, output, errors) = await server.RunAsync(arguments);
        errors.ShouldStartWith(line);
        errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1);
        (found, output).ShouldBe((exitCode, ""));
        (await server.RunAsync("user", "list")).Output.ShouldNotContain("nobody");
    }

    Task<Reply> SignInAsync(string email) => server.Nobody.PostAsync("/api/sign-in", $$"""{"email":"{{email}}","password":"{{Password}}"}""");

    Task<Reply> ChooseAsync(string said) =>
        server.Nobody.PostAsync("/api/password", $$"""{"code":"{{said[(said.IndexOf('#', StringComparison.Ordinal) + 1)..].Trim()}}","password":"{{Password}}"}""");
}
