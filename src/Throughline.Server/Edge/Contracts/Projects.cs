using Throughline.Domain;
using Throughline.Server.Journal;

namespace Throughline.Server.Edge.Contracts;

/// <summary>Which project a request is about.</summary>
public static class Projects
{
    /// <summary>The project asked for, or the only one there is.</summary>
    /// <exception cref="RefusedException">There is no such project, or several and none was named.</exception>
    public static ProjectId Asked(this ProjectDirectory projects, ProjectId? asked) => asked switch
    {
        { } id when projects.KeyOf(id) is not null => id,
        { } => throw new RefusedException(Refusal.Invalid("projectId", "There is no such project.")),
        null when projects.Only is { } only => only,
        null when projects.IsEmpty => throw new RefusedException(Refusal.Invalid("projectId", "There is no project yet. Make one: POST /api/projects.")),
        null => throw new RefusedException(Refusal.Invalid("projectId", "There are several projects. Say which one.")),
    };
}
