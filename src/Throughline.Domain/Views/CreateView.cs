using Throughline.Domain.Facts;

namespace Throughline.Domain.Views;

/// <summary>Saves a view.</summary>
/// <param name="ProjectId">The project that it is of; null: of each that they see.</param>
public sealed record CreateView(ViewId Id, UserId By, ProjectId? ProjectId, bool IsShared, string Name, ViewState State)
{
    public Refusal? Check()
    {
        var rules = new InputRules();
        rules.Line("name", Name, View.NameLength);
        return rules.Refusal ?? State.Check();
    }

    /// <param name="state">Holds the project, and the views among which it will be: theirs, or those that the project shares.</param>
    public Decision Decide(State state)
    {
        if (ProjectId is { } project && state.Projects.Find(project) is null)
            return Refusal.Invalid("projectId", "There is no such project.");
        var view = new View(Id, IsShared ? null : By, ProjectId, Name, State.Printed(), 1, state.Now, state.Now);
        return view.CheckNew(state) is { } refusal ? refusal
            : IsShared ? new Draft(ProjectId!.Value, Id.Value, new ViewCreated(view.Name, view.State, view.Version))
            : Decision.Of(new Draft(default, By.Value, new AccountEdited("view"))).With(s => s.Views.Add(Id, view));
    }
}
