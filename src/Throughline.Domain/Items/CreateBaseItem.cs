using Throughline.Domain.Facts;

namespace Throughline.Domain.Items;

/// <summary>Makes a kind of thing.</summary>
public sealed record CreateBaseItem(BaseItemId Id, ProjectId ProjectId, string Description)
{
    public Refusal? Check()
    {
        var rules = new InputRules();
        rules.Line("description", Description);
        return rules.Refusal;
    }

    /// <param name="state">Holds the project.</param>
    public Decision Decide(State state) => state.Projects.Find(ProjectId) is null ? Refusal.Invalid("projectId", "There is no such project.")
        : new Draft(ProjectId, Id.Value, new BaseItemCreated(Description));
}
