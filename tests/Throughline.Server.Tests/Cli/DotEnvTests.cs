using Shouldly;
using Throughline.Server.Cli;
using Throughline.Server.Cli.Settings;
using Xunit;

namespace Throughline.Server.Tests.Cli;

public sealed class DotEnvTests
{
    [Theory]
    [InlineData("A=b", "b")]
    [InlineData("  export   A = b  ", "b")]
    [InlineData("A=", "")]
    [InlineData("A=b c", "b c")]
    [InlineData("A=b # comment", "b")]
    [InlineData("A=b#c", "b#c")]
    [InlineData("A=# comment", "")]
    [InlineData("A='b # \\n $c'", "b # \\n $c")]
    [InlineData("A=\"b # \\n \\\"c\\\" \\\\\" # comment", "b # \n \"c\" \\")]
    [InlineData("A=Host=db;Password=x=y", "Host=db;Password=x=y")]
    [InlineData("\uFEFFA=b\r", "b")]
    public void A_line_gives_its_value(string line, string value) =>
        DotEnv.Parse(line, ".env").ShouldHaveSingleItem().Value.ShouldBe(value);

    [Fact]
    public void Comments_and_empty_lines_are_passed_over_and_lines_are_counted() =>
        DotEnv.Parse("# one\n\n  \nA=b\nA=c", ".env").Select(variable => (variable.Value, variable.Origin))
            .ShouldBe([("b", ".env line 4"), ("c", ".env line 5")]);

    [Theory]
    [InlineData("just words with s3cret", "has no '='")]
    [InlineData("=s3cret", "has no name")]
    [InlineData("1A=s3cret", "has no name")]
    [InlineData("A B=s3cret", "has no name")]
    [InlineData("A='s3cret", "has no closing quote")]
    [InlineData("A=\"s3cret\\\"", "has no closing quote")]
    [InlineData("A='s3cret' more", "goes on after its closing quote")]
    public void A_bad_line_is_named_by_its_number_and_its_value_is_not_repeated(string line, string what)
    {
        var error = Should.Throw<UsageException>(() => DotEnv.Parse("OK=1\n" + line, ".env"));
        error.Message.ShouldStartWith(".env line 2 " + what);
        error.Message.ShouldNotContain("s3cret");
    }
}
