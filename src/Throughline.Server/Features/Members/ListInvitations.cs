using Dapper;
using NodaTime;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Members;

static class ListInvitationsEndpoint
{
    const string Sql = """
        SELECT id, email, role, created_at AS "InvitedAt", expires_at AS "ExpiresAt"
        FROM invitations
        WHERE project_id = @project AND expires_at > @now
        ORDER BY created_at DESC, id DESC
        """;

    public static void Map(RouteGroupBuilder invitations) => invitations.MapGet("", HandleAsync)
        .Requires(Permission.Manage)
        .WithName("listInvitations")
        .WithSummary("List who is invited into a project and has not come yet.")
        .WithDescription("The newest first, all of them.")
        .Produces<Page<InvitationResponse>>();

    static async Task<IResult> HandleAsync(string projectId, Rights rights, NpgsqlDataSource dataSource, TimeProvider time, HttpContext context)
    {
        var project = Queries.PathId<ProjectId>("project", projectId);
        rights.Require("project", project);
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(Sql, new { project = project.Value, now = time.GetUtcNow().UtcDateTime }, cancellationToken: context.RequestAborted));
        return TypedResults.Ok(new Page<InvitationResponse>([.. rows.Select(r => r.ToResponse())], null));
    }

    sealed record Row(Guid Id, string Email, short Role, DateTime InvitedAt, DateTime ExpiresAt)
    {
        public InvitationResponse ToResponse() => new(new(Id), Email, (Role)Role, Instant.FromDateTimeUtc(InvitedAt), Instant.FromDateTimeUtc(ExpiresAt));
    }
}
