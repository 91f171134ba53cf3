using Throughline.Domain.Facts;

namespace Throughline.Domain.Projects;

/// <summary>Renames a project.</summary>
/// <param name="Version">The version the change was made on; null: whichever is current.</param>
public sealed record EditProject(ProjectId Id, Optional<string?> Name, int? Version)
{
    public Decision Decide(Project? project)
    {
        if (project is null)
            return Refusal.NotFound("project");
        if (Version is { } version && version != project.Version)
            return Refusal.Stale(project.Version);
        var name = Name.Or(project.Name);
        var rules = new InputRules();
        rules.Line("name", name, CreateProject.NameLength);
        if (rules.Refusal is { } refusal)
            return refusal;
        return Changed.Between(project.Name, name!) is { } changed
            ? new Draft(Id, Id.Value, new ProjectEdited(changed, new(project.Version, project.Version + 1)))
            : Decision.Nothing;
    }
}
