using Throughline.Domain.Facts;

namespace Throughline.Domain.Views;

/// <summary>Deletes a view.</summary>
/// <param name="Version">The version it was chosen at; null: whichever is current.</param>
public sealed record DeleteView(ViewId Id, UserId By, int? Version)
{
    /// <param name="state">Holds the view.</param>
    public Decision Decide(State state)
    {
        if (state.Views.Find(Id) is not { } view || !view.IsSeenBy(By))
            return Refusal.NotFound("view");
        if (Version is { } version && version != view.Version)
            return Refusal.Stale(view.Version);
        return view.IsShared ? Told(view)
            : Decision.Of(new Draft(default, By.Value, new AccountEdited("view"))).With(s => s.Views.Remove(Id));
    }

    /// <summary>That a view is shared no more.</summary>
    internal static Draft Told(View view) => new(view.ProjectId!.Value, view.Id.Value, new ViewDeleted(view.Name, view.State, view.Version));
}
