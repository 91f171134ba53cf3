using Throughline.Domain;
using Throughline.Domain.Stories;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Stories;

/// <summary>What making a story reads, for one as for many.</summary>
static class Creating
{
    public static void Need(this CreateStory command, Needs needs)
    {
        needs.Project(command.ProjectId);
        if (command.ExternalKey is { } key)
            needs.ExternalKey(command.ProjectId, key);
    }

    public static Decision Decide(this CreateStory command, State state) => command.Decide(
        state.Projects.Find(command.ProjectId),
        command.ExternalKey is { } key ? state.ExternalKeys.Find(command.ProjectId, key) : null);
}
