using Throughline.Domain;
using Throughline.Domain.Facts;

namespace Throughline.Server.Edge.Contracts;

/// <summary>Fact types as a request names them: <c>story.created,task.*</c>.</summary>
public static class FactTypes
{
    const string Kind = ".*";
    const int ShownLength = 40;

    /// <summary>The types named; null: none was, so all are meant.</summary>
    public static IReadOnlyCollection<string>? Read(string? text, InputRules rules)
    {
        if (text is null)
            return null;
        var all = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var named = FactJson.TypeNames.Where(type => IsNamed(type, name)).ToList();
            if (named.Count > 0)
            {
                all.UnionWith(named);
                continue;
            }
            rules.Add("types", $"There is no fact type '{(name.Length <= ShownLength ? name : name[..ShownLength] + "…")}'. There are: "
                + $"{string.Join(", ", FactJson.TypeNames.Order(StringComparer.Ordinal))}; story.* means all of a kind.");
            break;
        }
        return all;
    }

    static bool IsNamed(string type, string name) =>
        type == name || (name.EndsWith(Kind, StringComparison.Ordinal) && type.StartsWith(name[..^1], StringComparison.Ordinal));
}
