using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Views;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Views;

/// <summary>
/// Who may change a view: the one place where it stands. What somebody keeps to themselves is theirs, and for everybody else, administrators too,
/// not there; what is shared is changed by those who may write in its project.
/// </summary>
static class ViewRights
{
    /// <summary>Why they may not change or delete it; null: they may.</summary>
    /// <param name="view">Null: there is no such view.</param>
    public static Refusal? RefusesChange(this Rights rights, View? view) =>
        view is null || !view.IsSeenBy(rights.User) ? Refusal.NotFound("view")
        : view.IsShared ? rights.Refuses("view", view.ProjectId, Permission.ShareViews)
        : null;

    /// <summary>Why they may not have a view in a project; null: they may.</summary>
    /// <param name="project">Null: it is of none.</param>
    public static Refusal? RefusesPlace(this Rights rights, ProjectId? project, bool isShared) =>
        project is null ? null : rights.Refuses("project", project, isShared ? Permission.ShareViews : Permission.SaveViews);

    /// <summary>Why they may not make of a view what they want; null: they may. To keep it to themselves where it is they need nothing more.</summary>
    public static Refusal? Refuses(this Rights rights, View? view, EditView edit)
    {
        if (rights.RefusesChange(view) is { } refusal)
            return refusal;
        var next = edit.Of(view!);
        return next.IsShared || next.ProjectId != view!.ProjectId ? rights.RefusesPlace(next.ProjectId, next.IsShared) : null;
    }
}
