using Throughline.Domain.Facts;

namespace Throughline.Domain.Views;

/// <summary>What a person changes on a view. What is shared and was somebody's alone comes to be for the others, and what they take back is gone for them.</summary>
/// <param name="Version">The version the change was made on; null: whichever is current.</param>
public sealed record EditView(
    ViewId Id, UserId By, Optional<string?> Name, Optional<bool> IsShared, Optional<ProjectId?> ProjectId, Optional<ViewState?> State, int? Version)
{
    public Refusal? Check()
    {
        var rules = new InputRules();
        if (Name.IsGiven)
            rules.Line("name", Name.Value, View.NameLength);
        if (State is { IsGiven: true, Value: null })
            rules.Add("state", "It can't be null; leave it out to keep it.");
        return rules.Refusal ?? State.Value?.Check();
    }

    /// <summary>The view as it would be; its version stays that of the view.</summary>
    public View Of(View view) => view with
    {
        Name = Name.Or(view.Name)!,
        State = State.Value?.Printed() ?? view.State,
        OwnerId = IsShared.Or(view.IsShared) ? null : view.OwnerId ?? By,
        ProjectId = ProjectId.Or(view.ProjectId),
    };

    /// <param name="state">Holds the view, its project from now on, and the views among which it will be.</param>
    public Decision Decide(State state)
    {
        if (state.Views.Find(Id) is not { } view || !view.IsSeenBy(By))
            return Refusal.NotFound("view");
        if (Version is { } version && version != view.Version)
            return Refusal.Stale(view.Version);
        var next = Of(view);
        if (next == view)
            return Decision.Nothing;
        if (next is { IsShared: true } && view is { IsShared: true } && next.ProjectId != view.ProjectId)
            return Refusal.Invalid("projectId", "A view that is shared stays in its project.");
        if (next.ProjectId is { } project && project != view.ProjectId && state.Projects.Find(project) is null)
            return Refusal.Invalid("projectId", "There is no such project.");
        if (next.IsShared != view.IsShared && next.CheckNew(state) is { } refusal)
            return refusal;
        next = next with { Version = view.Version + 1, UpdatedAt = state.Now };
        return (view.IsShared, next.IsShared) switch
        {
            (true, true) => new Draft(view.ProjectId!.Value, Id.Value, new ViewEdited(new(view.Version, next.Version))
            {
                Name = Changed.Between(view.Name, next.Name),
                State = Changed.Between(view.State, next.State),
            }),
            (false, true) => new Draft(next.ProjectId!.Value, Id.Value, new ViewCreated(next.Name, next.State, next.Version)),
            (true, false) => Decision.Of(DeleteView.Told(view)).With(s => s.Views.Put(Id, next)),
            (false, false) => Decision.Of(new Draft(default, By.Value, new AccountEdited("view"))).With(s => s.Views.Put(Id, next)),
        };
    }
}
