using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Throughline.Server.Tests.Architecture;

/// <summary>The rules of the house that stand in files and names.</summary>
public sealed partial class SourceTests
{
    [Fact]
    public void No_file_is_longer_than_400_lines()
    {
        var files = Sources("src", "tests").ToList();
        files.Count.ShouldBeGreaterThan(50);
        files.Where(file => File.ReadLines(file).Count() > 400).ShouldBeEmpty();
    }

    [Fact]
    public void Half_of_the_files_have_at_most_60_lines()
    {
        var lengths = Sources("src").Select(file => File.ReadLines(file).Count()).Order().ToList();
        lengths[lengths.Count / 2].ShouldBeLessThanOrEqualTo(60);
    }

    [Fact]
    public void The_program_lists_its_stages_in_60_lines() =>
        File.ReadLines(Path.Combine(Repository.Root, "src/Throughline.Server/Program.cs")).Count().ShouldBeLessThanOrEqualTo(60);

    [Fact]
    public void Names_say_what_a_thing_is()
    {
        var types = new[] { typeof(Program).Assembly, typeof(Domain.Position).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("Throughline.", StringComparison.Ordinal) == true && !type.Name.Contains('<', StringComparison.Ordinal));
        types.Select(type => type.Name.Split('`')[0]).Where(SaysNothing).ShouldBeEmpty();
        Sources("src").Where(file => Path.GetFileName(file) == "Extensions.cs").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("StoryManager", true)]
    [InlineData("JsonHelper", true)]
    [InlineData("StringUtils", true)]
    [InlineData("CommonThings", true)]
    [InlineData("StoryReaderImpl", true)]
    [InlineData("BaseHandler", true)]
    [InlineData("BaseItem", false)]
    [InlineData("BaseItemRow", false)]
    [InlineData("Baseline", false)]
    [InlineData("Management", false)]
    public void A_name_that_says_nothing_is_recognised(string name, bool says) => SaysNothing(name).ShouldBe(says);

    [Fact]
    public void Namespaces_are_folders()
    {
        foreach (var file in Sources("src"))
        {
            if (Namespace().Match(File.ReadAllText(file)) is not { Success: true } declared) continue;
            var folder = Path.GetRelativePath(Path.Combine(Repository.Root, "src"), Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.');
            declared.Groups["name"].Value.ShouldBe(folder, $"{file} declares another namespace than its folder");
        }
    }

    // A "base item" is a noun of the domain: a kind of thing.
    static bool SaysNothing(string name) => Empty().IsMatch(name) && !name.StartsWith("BaseItem", StringComparison.Ordinal);

    static IEnumerable<string> Sources(params string[] folders) =>
        folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories));

    [GeneratedRegex("^(Base[A-Z]|Common[A-Z]|Utils?$)|(Manager|Helpers?|Utils?|Impl|Common|Base)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Empty();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Namespace();
}
