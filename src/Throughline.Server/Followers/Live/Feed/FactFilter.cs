using System.Collections.Frozen;
using Throughline.Domain;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Live.Feed;

/// <summary>Which facts a stream shows. Filters that let the same through are equal, and their streams share what is made.</summary>
sealed class FactFilter : IEquatable<FactFilter>
{
    readonly Viewer _viewer;
    readonly FrozenSet<ProjectId>? _projects;
    readonly FrozenSet<string>? _types;
    readonly string _name;

    /// <param name="viewer">Whose eyes it is for.</param>
    /// <param name="projects">Null: all that the viewer may see.</param>
    /// <param name="types">Null: all types.</param>
    public FactFilter(Viewer viewer, IEnumerable<ProjectId>? projects, IEnumerable<string>? types)
    {
        _viewer = viewer;
        _projects = projects?.ToFrozenSet();
        _types = types?.ToFrozenSet(StringComparer.Ordinal);
        _name = string.Join(' ',
            _projects is null ? "*" : string.Join(',', _projects.Select(p => p.ToString()).Order(StringComparer.Ordinal)),
            _types is null ? "*" : string.Join(',', _types.Order(StringComparer.Ordinal)));
    }

    public bool Matches(JournalEntry entry) =>
        _viewer.MaySee(entry) && (_projects is null || _projects.Contains(entry.ProjectId)) && (_types is null || _types.Contains(entry.Type));

    public bool Equals(FactFilter? other) => other is not null && _name == other._name && _viewer == other._viewer;

    public override bool Equals(object? obj) => Equals(obj as FactFilter);

    public override int GetHashCode() => HashCode.Combine(_name, _viewer);
}
