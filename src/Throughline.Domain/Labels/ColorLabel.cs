using Throughline.Domain.Facts;

namespace Throughline.Domain.Labels;

/// <summary>Gives a label of a project a colour, or takes the one it was given.</summary>
/// <param name="Color">Null: the one by its name again.</param>
public sealed record ColorLabel(ProjectId ProjectId, string Name, LabelColor? Color)
{
    public Refusal? Check()
    {
        var rules = new InputRules();
        rules.Line("name", Name, InputRules.LabelLength);
        if (Color is { } color && !Enum.IsDefined(color))
            rules.Add("color", $"It is one of: {string.Join(", ", Enum.GetNames<LabelColor>())}.");
        return rules.Refusal;
    }

    /// <param name="state">Holds the project, and the label if it was given a colour.</param>
    public Decision Decide(State state)
    {
        if (state.Projects.Find(ProjectId) is null)
            return Refusal.NotFound("project");
        if (Check() is { } refusal)
            return refusal;
        var change = Changed.Between(state.Labels.Find(new(ProjectId, Name))?.Color, Color);
        return change is null ? Decision.Nothing : new Draft(ProjectId, ProjectId.Value, new LabelColored(Name, change));
    }
}
