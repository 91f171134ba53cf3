using Throughline.Domain.Facts;

namespace Throughline.Domain.Projects;

/// <summary>Deletes a project that has no stories any more.</summary>
public sealed record DeleteProject(ProjectId Id, int? Version)
{
    public Decision Decide(Project? project) => project switch
    {
        null => Refusal.NotFound("project"),
        _ when Version is { } version && version != project.Version => Refusal.Stale(project.Version),
        { StoryCount: > 0 } => Refusal.Conflict("project-not-empty",
            $"The project still has {project.StoryCount} stories. Delete them first."),
        _ => new Draft(Id, Id.Value, new ProjectDeleted(project.Key, project.Name, project.Version)),
    };
}
