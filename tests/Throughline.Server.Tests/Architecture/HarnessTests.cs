using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Throughline.Server.Tests.Architecture;

/// <summary>Fault points and mistakes on purpose are in the build that ./chaos.sh makes, and in no other.</summary>
public sealed partial class HarnessTests
{
    const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    static readonly Assembly[] Assemblies = [typeof(Program).Assembly, typeof(Domain.Position).Assembly];

    [Fact]
    public void No_type_of_theirs_is_in_the_program()
    {
        var types = Sources().SelectMany(file => Declared().Matches(File.ReadAllText(file)).Select(m => m.Groups["name"].Value)).ToList();
        types.ShouldContain("FaultPoint");
        types.ShouldContain("Defect");
        Assemblies.SelectMany(a => a.GetTypes()).Select(t => t.Name).Intersect(types).ShouldBeEmpty();
    }

    [Fact]
    public void No_method_of_theirs_is_in_the_program()
    {
        var hooks = Sources().SelectMany(file => Hook().Matches(File.ReadAllText(file)).Select(m => (Type: Path.GetFileName(file).Split('.')[0], Method: m.Groups["name"].Value))).ToList();
        hooks.Count.ShouldBeGreaterThan(5);
        var types = Assemblies.SelectMany(a => a.GetTypes()).ToList();
        foreach (var (type, method) in hooks)
            types.Single(t => t.Name == type).GetMethods(All).ShouldNotContain(m => m.Name == method, $"{type}.{method}");
    }

    [Fact]
    public void No_name_of_theirs_is_in_its_text()
    {
        foreach (var assembly in Assemblies)
            Encoding.Unicode.GetString(File.ReadAllBytes(assembly.Location)).ShouldNotContain("CHAOS_");
    }

    static IEnumerable<string> Sources() => Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.Chaos.cs", SearchOption.AllDirectories);

    [GeneratedRegex(@"^static class (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Declared();

    [GeneratedRegex(@"static partial void (?<name>\w+)\(", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Hook();
}
