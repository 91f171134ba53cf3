using System.Collections.Frozen;

namespace Throughline.Domain.Projects;

/// <summary>Some projects, or all there are and will be. Sets of the same projects are equal, so that what is made for one reader serves all who see the same.</summary>
public sealed class ProjectSet : IEquatable<ProjectSet>
{
    // One project is what is asked for most, and it is compared with every fact: so it does without a table.
    readonly ProjectId _one;
    readonly FrozenSet<ProjectId>? _several;
    readonly int _hash;

    ProjectSet(bool isAll, ProjectId one, FrozenSet<ProjectId>? several)
    {
        (IsAll, _one, _several) = (isAll, one, several);
        _hash = Named.Aggregate(isAll ? 1 : 0, (hash, id) => hash ^ id.GetHashCode());
    }

    public static ProjectSet All { get; } = new(isAll: true, default, null);

    public bool IsAll { get; }

    /// <summary>The projects in it; none when it is all of them.</summary>
    public IReadOnlyCollection<ProjectId> Named => _several ?? (IReadOnlyCollection<ProjectId>)(IsAll ? [] : [_one]);

    /// <summary>The project, when it is just one.</summary>
    public ProjectId? Only => IsAll || _several is not null ? null : _one;

    /// <param name="projects">Null: all.</param>
    public static ProjectSet Of(IEnumerable<ProjectId>? projects)
    {
        if (projects is null)
            return All;
        var several = projects.ToFrozenSet();
        return several.Count == 1 ? One(several.Items[0]) : new(isAll: false, default, several);
    }

    public static ProjectSet One(ProjectId project) => new(isAll: false, project, null);

    public bool Contains(ProjectId project) => _several is null ? IsAll || project == _one : _several.Contains(project);

    /// <summary>The projects that are in both.</summary>
    public ProjectSet And(ProjectSet other) => IsAll ? other : other.IsAll ? this : Of(Named.Where(other.Contains));

    /// <summary>Whether all of its projects are in the other too.</summary>
    public bool IsWithin(ProjectSet other) => other.IsAll || (!IsAll && Named.All(other.Contains));

    public bool Equals(ProjectSet? other) => other is not null && _hash == other._hash && IsAll == other.IsAll && _one == other._one
        && (_several is null ? other._several is null : other._several is not null && _several.SetEquals(other._several));

    public override bool Equals(object? obj) => Equals(obj as ProjectSet);

    public override int GetHashCode() => _hash;
}
