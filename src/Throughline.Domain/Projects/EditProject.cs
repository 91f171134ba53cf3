using Throughline.Domain.Facts;

namespace Throughline.Domain.Projects;

/// <summary>Renames a project, gives it another key or other limits, archives it or brings it back.</summary>
/// <param name="Key">Its stories' keys follow. The key that it had is free again.</param>
/// <param name="IsArchived">True: what workers hold is given back in the same commit, so that nothing in it moves any more.</param>
/// <param name="Version">The version the change was made on; null: whichever is current.</param>
/// <param name="Limits">All its limits from now on; null: none.</param>
public sealed record EditProject(
    ProjectId Id, Optional<string?> Name, Optional<string?> Key, Optional<bool> IsArchived, int? Version, Optional<WipLimits?> Limits = default)
{
    /// <summary>What can be seen wrong without the project.</summary>
    public Refusal? Check()
    {
        var rules = new InputRules();
        if (Name.IsGiven)
            rules.Line("name", Name.Value, CreateProject.NameLength);
        if (Key.IsGiven)
            CreateProject.CheckKey(Key.Value, rules);
        Limits.Value?.Check(rules);
        return rules.Refusal;
    }

    /// <param name="state">Holds the project, the one that has the key, and when it is to be archived all of its tasks that are under a lease.</param>
    /// <param name="all">Whether really all of them are there.</param>
    public Decision Decide(State state, bool all = true)
    {
        if (state.Projects.Find(Id) is not { } project)
            return Refusal.NotFound("project");
        if (Version is { } version && version != project.Version)
            return Refusal.Stale(project.Version);
        if (Check() is { } refusal)
            return refusal;
        var next = new Changed<int>(project.Version, project.Version + 1);
        var edited = new ProjectEdited(next)
        {
            Name = Changed.Between(project.Name, Name.Or(project.Name)!),
            Key = Changed.Between(project.Key, Key.Or(project.Key)!),
            IsArchived = Changed.Between(project.IsArchived, IsArchived.Or(project.IsArchived)),
            Limits = Changed.Between(project.Limits, Limits.Or(project.Limits)),
        };
        if (edited == new ProjectEdited(next))
            return Decision.Nothing;
        if (project.IsArchived && edited.IsArchived is null)
            return Archive.Refusal;
        if (edited.Key is { New: var key } && state.Projects.All.Any(p => p.Key == key && p.Id != Id))
            return CreateProject.KeyTaken(key);
        if (edited.IsArchived is not { New: true })
            return new Draft(Id, Id.Value, edited);
        if (!all)
            return Archive.TooManyLeases;
        return Decision.Of([.. Archive.GiveBack(state, Id), new Draft(Id, Id.Value, edited)])
            .Ending([.. state.Sessions.All.Where(s => s.ProjectId == Id).Select(s => s.Id)]);
    }
}
