using Throughline.Domain.Facts;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Live.Feed;

/// <summary>
/// What of the journal a stream's reader may see: the one place where streams are cut to rights. Until accounts exist
/// everyone sees every project, and nobody what is for one person's or for administrators' eyes. Viewers with the same
/// rights are equal, so that they share frames.
/// </summary>
/// <param name="Audience">The facts meant for whom.</param>
sealed record Viewer(Audience Audience)
{
    public static Viewer Local { get; } = new(Audience.Project);

    public bool MaySee(JournalEntry entry) => entry.Audience == Audience;
}
