using Throughline.Domain;
using Throughline.Server.Journal;

namespace Throughline.Server.Edge.Contracts;

/// <summary>Which project a request is about.</summary>
public sealed class AskedProject(ProjectDirectory directory, JournalReader reader, JournalTail tail)
{
    /// <summary>The project asked for, or the only one there is.</summary>
    /// <exception cref="RefusedException">There is no such project, or several and none was named.</exception>
    public async ValueTask<ProjectId> AskedAsync(ProjectId? asked, CancellationToken cancellation)
    {
        // It may have been made on another node a moment ago: before it is said not to be there, this node catches up.
        if (asked is { } id ? directory.KeyOf(id) is null : directory.IsEmpty)
            await CatchUpAsync(cancellation);
        return asked switch
        {
            { } known when directory.KeyOf(known) is not null => known,
            { } => throw new RefusedException(Refusal.Invalid("projectId", "There is no such project.")),
            null when directory.Only is { } only => only,
            null when directory.IsEmpty => throw new RefusedException(Refusal.Invalid("projectId", "There is no project yet. Make one: POST /api/projects.")),
            null => throw new RefusedException(Refusal.Invalid("projectId", "There are several projects. Say which one.")),
        };
    }

    /// <summary>The key of a project that something was found in; null: it was deleted since.</summary>
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
