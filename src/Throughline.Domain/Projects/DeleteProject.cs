using Throughline.Domain.Facts;

namespace Throughline.Domain.Projects;

/// <summary>Deletes an archived project with everything in it.</summary>
/// <param name="Confirm">Its key, typed by whoever wants it gone.</param>
/// <param name="Counted">
/// What was counted in it, at which version: nothing in an archived project moves, so it can be counted beforehand. Null: nothing was, because it was
/// not there or not archived.
/// </param>
public sealed record DeleteProject(ProjectId Id, string? Confirm, int? Version, CountedProject? Counted)
{
    public Decision Decide(Project? project)
    {
        if (project is null)
            return Refusal.NotFound("project");
        if (Version is { } version && version != project.Version)
            return Refusal.Stale(project.Version);
        if (!project.IsArchived)
            return Refusal.Conflict("project-not-archived", "Only an archived project can be deleted. Archive it first: that can be taken back.");
        if (Confirm != project.Key)
            return Refusal.Invalid("confirm", "It is not the key of the project.");
        // It was brought back and archived again while it was counted.
        if (Counted is not { } counted || counted.Version != project.Version)
            return Refusal.Stale(project.Version);
        return new Draft(Id, Id.Value, new ProjectDeleted(project.Key, project.Name, project.Version, project.IsArchived,
            counted.Stories.Total == 0 ? null : counted.Stories, counted.Tasks.Total == 0 ? null : counted.Tasks, project.Limits, counted.ItemsHeld));
    }
}

/// <summary>How many stories and tasks an archived project has at a version of it, and how many items that somebody holds.</summary>
public sealed record CountedProject(int Version, Counts Stories, Counts Tasks, long ItemsHeld = 0);
