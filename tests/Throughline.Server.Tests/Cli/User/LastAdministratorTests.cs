using Shouldly;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Cli.User;

/// <summary>`user` where no server runs: it starts the private PostgreSQL for itself, and makes the database when there is none.</summary>
public sealed class LastAdministratorTests : IDisposable
{
    readonly TestFolder _folder = new("alone");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_last_administrator_stays()
    {
        (await RunAsync("user", "list")).Errors.ShouldStartWith("There is no account yet.");
        (await RunAsync("user", "create", "--email", "ada@example.com", "--name", "Ada", "--administrator")).ExitCode.ShouldBe(0);
        (await RunAsync("user", "create", "--email", "bob@example.com", "--name", "Bob")).ExitCode.ShouldBe(0);

        var (exitCode, output, errors) = await RunAsync("user", "disable", "ada@example.com");
        (exitCode, output).ShouldBe((1, ""));
        errors.ShouldStartWith("It is the last administrator.");
        (await RunAsync("user", "list")).Output.ShouldMatch(@"ada@example\.com  Ada  administrator  \d{4}-\d\d-\d\d\nbob@example\.com  Bob  user           \d{4}-\d\d-\d\d\n");
    }

    async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var (exitCode, output, errors) = await ServerProcess.RunAsync(_folder.Path, arguments);
        return (exitCode, output.ReplaceLineEndings("\n"), errors.ReplaceLineEndings("\n"));
    }
}
