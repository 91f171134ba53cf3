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
        if (Key is not { Length: >= 2 and <= 10 } || !char.IsAsciiLetterUpper(Key[0]) || !Key.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)))
            rules.Add("key", "It has 2 to 10 capitals (A to Z) or digits and begins with a capital.");
        return rules.Refusal;
    }

    /// <param name="sameKey">The project that has the key already, if any.</param>
    public Decision Decide(Project? sameKey) =>
        Check() is { } refusal ? refusal
        : sameKey is not null ? Refusal.Conflict("key-taken", $"The key {Key} belongs to another project. Choose another one.")
        : new Draft(Id, Id.Value, new ProjectCreated(Key, Name));
}
