using Throughline.Domain.Facts;
using Throughline.Domain.Members;

namespace Throughline.Domain.Projects;

/// <summary>Deletes a project that has no stories any more. Nobody is a member of it afterwards.</summary>
public sealed record DeleteProject(ProjectId Id, int? Version)
{
    /// <param name="members">All of its members.</param>
    public Decision Decide(Project? project, IEnumerable<Member> members) => project switch
    {
        null => Refusal.NotFound("project"),
        _ when Version is { } version && version != project.Version => Refusal.Stale(project.Version),
        { StoryCount: > 0 } => Refusal.Conflict("project-not-empty",
            $"The project still has {project.StoryCount} stories. Delete them first."),
        _ => Decision.Of(
        [
            .. members.Where(m => m.ProjectId == Id).OrderBy(m => m.UserId.Value).Select(m => new Draft(Id, m.UserId.Value, new MemberRemoved(m.Role))),
            new Draft(Id, Id.Value, new ProjectDeleted(project.Key, project.Name, project.Version)),
        ]),
    };
}
