using System.Text.Json.Serialization;
using Throughline.Domain.Json;

namespace Throughline.Domain.Access;

/// <summary>What a token is good for. Its holder's rights are these and the user's role, whichever is less.</summary>
[Flags, JsonConverter(typeof(ScopesConverter))]
public enum Scopes : short
{
    None = 0,

    /// <summary>See.</summary>
    Read = 1,

    /// <summary>Make and change stories and tasks, and make projects.</summary>
    Write = 2,

    /// <summary>Claim tasks and complete them.</summary>
    Work = 4,

    /// <summary>Manage projects, members and tokens, and the instance where the user is an administrator.</summary>
    Admin = 8,

    All = Read | Write | Work | Admin,
}

/// <summary>The words for <see cref="Scopes"/>; a set of them is written as an array.</summary>
public static class ScopeWords
{
    public static readonly IReadOnlyList<string> All = ["read", "write", "work", "admin"];

    public static IEnumerable<string> Of(Scopes scopes)
    {
        for (var i = 0; i < All.Count; i++)
            if (scopes.HasFlag((Scopes)(1 << i)))
                yield return All[i];
    }

    /// <returns>None: one of them is no scope.</returns>
    public static Scopes Parse(IEnumerable<string?> words)
    {
        var scopes = Scopes.None;
        foreach (var word in words)
        {
            var at = All.TakeWhile(w => w != word).Count();
            if (at == All.Count)
                return Scopes.None;
            scopes |= (Scopes)(1 << at);
        }
        return scopes;
    }
}
