using System.Text;
using Shouldly;
using Throughline.Domain.Access;
using Xunit;

namespace Throughline.Server.Tests.Access;

/// <summary>What docs/security.md says about roles is what the program does.</summary>
public sealed class AccessPageTests
{
    const string Begin = "<!-- access table -->";
    const string End = "<!-- end of access table -->";

    static readonly string Page = Path.Combine(Repository.Root, "docs/security.md");

    [Fact]
    public async Task The_table_of_rights_is_the_programs()
    {
        var text = await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        begin.ShouldBeLessThan(end);
        var expected = $"\n\n{Table()}\n";
        if (Environment.GetEnvironmentVariable("THROUGHLINE_ACCEPT") == "1")
            await File.WriteAllTextAsync(Page, text[..begin] + expected + text[end..], TestContext.Current.CancellationToken);
        else
            text[begin..end].ShouldBe(expected, "THROUGHLINE_ACCEPT=1 writes it anew.");
    }

    [Fact]
    public async Task Every_test_that_the_page_names_is_there()
    {
        var text = await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken);
        var tests = typeof(AccessPageTests).Assembly.GetTypes().Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var domain = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f)!).ToHashSet(StringComparer.Ordinal);
        var named = text.Split('`').Where((_, i) => i % 2 == 1).Where(word => word.EndsWith("Tests", StringComparison.Ordinal)).Select(word => word.Split('/')[^1]).ToList();
        named.Count.ShouldBeGreaterThan(15);
        named.Where(name => !tests.Contains(name) && !domain.Contains(name)).ShouldBeEmpty();
    }

    static string Table()
    {
        var table = new StringBuilder();
        var roles = Enum.GetValues<Role>();
        table.Append("| Permission | Scope |").AppendJoin("", roles.Select(r => $" {r} |")).Append(" Administrator |\n");
        table.Append("|---|---|").AppendJoin("", roles.Select(_ => "---|")).Append("---|\n");
        foreach (var permission in Enum.GetValues<Permission>())
        {
            table.Append($"| {permission} | {ScopeWords.Of(AccessTable.ScopeFor(permission)).Single()} |");
            foreach (var role in roles)
                table.Append(AccessTable.IsForAdministrators(permission) ? " – |" : AccessTable.LeastRole(permission) is null || AccessTable.Allows(role, permission) ? " yes |" : " – |");
            table.Append(" yes |\n");
        }
        return table.ToString();
    }
}
