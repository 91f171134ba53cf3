using Throughline.Domain;
using Throughline.Server.Journal;

namespace Throughline.Server.Edge.Contracts;

/// <summary>Which project a request is about.</summary>
public sealed class AskedProject(ProjectDirectory directory, JournalReader reader, JournalTail tail)
{
    /// <summary>The answer to a project that is not there, or that they don't see: nobody can tell the one from the other.</summary>
    public static Refusal NoSuchProject => Refusal.Invalid("projectId", "There is no such project.");

    /// <summary>Whether they see a project. It may have been made, or given to them, on another node a moment ago: before it is said not to be there, this node catches up.</summary>
    public async ValueTask<bool> SeesAsync(Rights rights, ProjectId id, CancellationToken cancellation)
    {
        if (!IsSeen(rights, id))
            await CatchUpAsync(cancellation);
        return IsSeen(rights, id);
    }

    /// <summary>The project asked for, or the only one that they see.</summary>
    /// <exception cref="RefusedException">They see no such project, or several and none was named, or they may not do this in it.</exception>
    public async ValueTask<ProjectId> AskedAsync(Rights rights, ProjectId? asked, CancellationToken cancellation)
    {
        // It may have been made on another node a moment ago: before it is said not to be there, this node catches up.
        if (asked is { } id ? !IsSeen(rights, id) : directory.IsEmpty || rights.Visible?.Any() == false)
            await CatchUpAsync(cancellation);
        if (asked is { } known && !IsSeen(rights, known))
            throw new RefusedException(NoSuchProject);
        var project = asked ?? Only(rights);
        rights.Require("project", project);
        return project;
    }

    bool IsSeen(Rights rights, ProjectId id) => directory.KeyOf(id) is not null && rights.RoleIn(id) is not null;

    ProjectId Only(Rights rights)
    {
        var seen = (rights.Visible ?? directory.All).Where(id => IsSeen(rights, id) && !directory.IsArchived(id)).Take(2).ToList();
        return seen.Count switch
        {
            1 => seen[0],
            0 => throw new RefusedException(Refusal.Invalid("projectId", "There is no project yet. Make one: POST /api/projects.")),
            _ => throw new RefusedException(Refusal.Invalid("projectId", "There are several projects. Say which one.")),
        };
    }

    /// <summary>The key of a project that something was found in; null: it was deleted since. It says nothing about rights.</summary>
    public async ValueTask<string?> KeyOfAsync(ProjectId id, CancellationToken cancellation)
    {
        if (directory.KeyOf(id) is { } key)
            return key;
        await CatchUpAsync(cancellation);
        return directory.KeyOf(id);
    }

    async Task CatchUpAsync(CancellationToken cancellation)
    {
        var (_, last, _) = await reader.ReadEndAsync(cancellation);
        await tail.WhenReachedAsync(last).WaitAsync(cancellation);
    }
}
