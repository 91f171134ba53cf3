using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Facts;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Audit;

/// <summary>
/// What somebody may look into: the one place where the audit is cut to rights. Owners see what happened in their projects, everybody what concerns
/// them alone, administrators everything.
/// </summary>
sealed record AuditSight(bool Administers, Guid Me, Guid[] Owned)
{
    /// <param name="project">The project asked for; null: all.</param>
    /// <exception cref="RefusedException">They don't see the project, or don't own it.</exception>
    public static AuditSight Of(Rights rights, ProjectId? project)
    {
        if (project is { } one)
            rights.Require("project", one);
        return new AuditSight(rights.Administers, rights.User.Value,
            [.. (project is { } asked ? [asked] : rights.Visible ?? []).Where(id => rights.Refuses("project", id, Permission.Audit) is null).Select(id => id.Value)]);
    }

    /// <summary>The condition for facts that may be shown; null: all may.</summary>
    public string? Condition(Guid? project) => Administers ? null
        : project is not null ? $"audience = {(int)Audience.Project} AND project_id = ANY (@owned)"
        : Owned.Length == 0 ? $"audience = {(int)Audience.Person} AND (subject_id = @me OR data ->> 'userId' = @me::text)"
        : $"""
            (audience = {(int)Audience.Project} AND project_id = ANY (@owned)
             OR audience = {(int)Audience.Person} AND (subject_id = @me OR data ->> 'userId' = @me::text))
            """;

    /// <summary>Whether they are told from which address and in which browser somebody acted: of themselves, and as administrators.</summary>
    public bool SeesPlaceOf(Guid actor) => Administers || actor == Me;
}
