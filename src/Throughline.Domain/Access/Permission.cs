namespace Throughline.Domain.Access;

/// <summary>What an endpoint lets somebody do. Every endpoint names one; <see cref="AccessTable"/> says who has it.</summary>
public enum Permission
{
    /// <summary>See a project and what is in it.</summary>
    Read,

    /// <summary>Claim tasks, complete them, give them back.</summary>
    Work,

    /// <summary>Make, change and delete stories, tasks and items; say who is the first to hold an item.</summary>
    Write,

    /// <summary>Save a view of a project's stories for oneself.</summary>
    SaveViews,

    /// <summary>Share a view with a project's members, change it, and delete it.</summary>
    ShareViews,

    /// <summary>Hand on the items that one holds; accept, refuse and recall.</summary>
    HandOver,

    /// <summary>Hand over what somebody else holds, record what was handed over before, and correct it.</summary>
    HandOverForOthers,

    /// <summary>Rename or delete a project; add, change and remove its members.</summary>
    Manage,

    /// <summary>Look into who did what: in a project; and what concerns oneself alone.</summary>
    Audit,

    /// <summary>Leave a project that one is in.</summary>
    Leave,

    /// <summary>Make a project, which one then owns.</summary>
    CreateProject,

    /// <summary>See one's own account.</summary>
    SeeAccount,

    /// <summary>Change one's own account, its password, its tokens and its sign-ins.</summary>
    ChangeAccount,

    /// <summary>See and change everybody's accounts.</summary>
    Administer,
}
