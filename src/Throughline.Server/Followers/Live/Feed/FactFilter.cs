using System.Collections.Frozen;
using Throughline.Domain.Projects;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Live.Feed;

/// <summary>Which facts a stream shows. Filters that let the same through are equal, and their streams share what is made.</summary>
sealed class FactFilter : IEquatable<FactFilter>
{
    readonly Viewer _viewer;
    readonly FrozenSet<string>? _types;
    readonly string _names;

    /// <param name="viewer">Whose eyes it is for.</param>
    /// <param name="projects">What they asked for; they are shown as much of it as they see.</param>
    /// <param name="types">Null: all types.</param>
    public FactFilter(Viewer viewer, ProjectSet projects, IEnumerable<string>? types)
    {
        _viewer = viewer.LookingAt(projects);
        _types = types?.ToFrozenSet(StringComparer.Ordinal);
        _names = _types is null ? "*" : string.Join(',', _types.Order(StringComparer.Ordinal));
    }

    public bool Matches(JournalEntry entry) => _viewer.MaySee(entry) && (_types is null || _types.Contains(entry.Type));

    public bool Equals(FactFilter? other) => other is not null && _names == other._names && _viewer == other._viewer;

    public override bool Equals(object? obj) => Equals(obj as FactFilter);

    public override int GetHashCode() => HashCode.Combine(_names, _viewer);
}
