using Throughline.Domain.Facts;
using Throughline.Domain.Projects;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Live.Feed;

/// <summary>
/// What of the journal a stream's reader may see: the one place where streams are cut to rights. Viewers who may see the same are equal,
/// so that their streams share frames. What is for one person's eyes only, streams show nobody.
/// </summary>
/// <param name="Projects">The projects that they see.</param>
/// <param name="Administers">Whether they see what only administrators may.</param>
sealed record Viewer(ProjectSet Projects, bool Administers)
{
    public static Viewer Of(Rights rights) => new(ProjectSet.Of(rights.Visible), rights.Administers);

    /// <summary>The same eyes, turned to some projects. What only administrators may see is in none of them.</summary>
    public Viewer LookingAt(ProjectSet projects) => new(Projects.And(projects), Administers && projects.IsAll);

    public bool MaySee(JournalEntry entry) => entry.Audience switch
    {
        Audience.Project => Projects.Contains(entry.ProjectId),
        Audience.Administrators => Administers,
        _ => false,
    };
}
