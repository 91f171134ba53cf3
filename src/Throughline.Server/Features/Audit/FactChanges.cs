using System.Text.Json;

namespace Throughline.Server.Features.Audit;

/// <summary>
/// What a fact's data says changed, by name: before and after, where it says both; what is new of something that began, what was of something that
/// ended. It knows no fact type, so that those to come are shown as well.
/// </summary>
static class FactChanges
{
    static readonly string[] Endings = ["deleted", "removed", "revoked", "signedOut", "erased"];

    public static Dictionary<string, AuditChange> Of(string type, JsonElement data)
    {
        var isEnd = Endings.Contains(type[(type.IndexOf('.', StringComparison.Ordinal) + 1)..]);
        var changes = new Dictionary<string, AuditChange>(StringComparer.Ordinal);
        Add(data, "");
        return changes;

        void Add(JsonElement part, string path)
        {
            foreach (var member in part.EnumerateObject())
            {
                var name = path + member.Name;
                if (member.Value.ValueKind != JsonValueKind.Object)
                    changes[name] = isEnd ? new AuditChange(member.Value, null) : new AuditChange(null, member.Value);
                else if (member.Value.TryGetProperty("old", out var old) && member.Value.TryGetProperty("new", out var @new))
                    changes[name] = new AuditChange(old, @new);
                else
                    Add(member.Value, name + ".");
            }
        }
    }
}
