using Shouldly;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Cli;

public sealed class HelpTests
{
    [Fact]
    public async Task Every_verb_explains_itself_as_approved()
    {
        using var folder = new TestFolder("help");
        var root = await HelpAsync(folder, []);
        Snapshot.Matches("help.txt", root);

        var verbs = Verbs(root);
        verbs.ShouldContain("serve");
        foreach (var verb in verbs)
        {
            var help = await HelpAsync(folder, [verb]);
            help.ShouldContain("Examples:", customMessage: $"{verb} --help has no examples");
            Snapshot.Matches($"help-{verb}.txt", help);
            foreach (var noun in help.Contains("Commands:", StringComparison.Ordinal) ? Verbs(help) : [])
            {
                var more = await HelpAsync(folder, [verb, noun]);
                more.ShouldContain("Examples:", customMessage: $"{verb} {noun} --help has no examples");
                Snapshot.Matches($"help-{verb}-{noun}.txt", more);
            }
        }
    }

    [Fact]
    public async Task Version_is_one_line()
    {
        using var folder = new TestFolder("version");
        var (exitCode, output, _) = await ServerProcess.RunAsync(folder.Path, ["--version"]);
        exitCode.ShouldBe(0);
        output.Trim().ShouldMatch(@"^\d+\.\d+\.\d+\S*$");
    }

    [Fact]
    public void A_difference_shows_only_the_lines_that_changed() =>
        Snapshot.Difference("a\nb\nc", "a\nx\ny\nc").ShouldBe("- b\n+ x\n+ y");

    static async Task<string> HelpAsync(TestFolder folder, string[] verb)
    {
        var (exitCode, output, errors) = await ServerProcess.RunAsync(folder.Path, [.. verb, "--help"]);
        errors.ShouldBeEmpty();
        exitCode.ShouldBe(0);
        return output;
    }

    static List<string> Verbs(string help) =>
        [.. help.ReplaceLineEndings("\n").Split("Commands:\n")[1].Split('\n').TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal)).Select(line => line.Trim().Split(' ')[0])];
}
