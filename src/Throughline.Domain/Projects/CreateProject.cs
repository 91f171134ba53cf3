using Throughline.Domain.Access;
using Throughline.Domain.Facts;

namespace Throughline.Domain.Projects;

/// <summary>Makes a project. Its key is unique in the instance.</summary>
public sealed record CreateProject(ProjectId Id, string Key, string Name)
{
    public const int NameLength = 100;

    public Refusal? Check()
    {
        var rules = new InputRules();
        rules.Line("name", Name, NameLength);
        CheckKey(Key, rules);
        return rules.Refusal;
    }

    internal static void CheckKey(string? key, InputRules rules)
    {
        if (key is not { Length: >= 2 and <= 10 } || !char.IsAsciiLetterUpper(key[0]) || !key.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)))
            rules.Add("key", "It has 2 to 10 capitals (A to Z) or digits and begins with a capital.");
    }

    internal static Refusal KeyTaken(string key) => Refusal.Conflict("key-taken", $"The key {key} belongs to another project. Choose another one.");

    /// <param name="sameKey">The project that has the key already, if any.</param>
    /// <param name="owner">Who is to own it; null: nobody but the administrators.</param>
    public Decision Decide(Project? sameKey, UserId? owner = null)
    {
        if (Check() is { } refusal)
            return refusal;
        if (sameKey is not null)
            return KeyTaken(Key);
        var made = new Draft(Id, Id.Value, new ProjectCreated(Key, Name));
        return owner is { } user && user != UserId.Local ? Decision.Of(made, new Draft(Id, user.Value, new MemberAdded(Role.Owner))) : made;
    }
}
