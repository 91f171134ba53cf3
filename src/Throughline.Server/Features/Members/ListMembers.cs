using Dapper;
using NodaTime;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Members;

static class ListMembersEndpoint
{
    const string Sql = """
        SELECT m.user_id AS "UserId", coalesce(a.name, '') AS "Name", coalesce(a.email, '') AS "Email", m.role, m.since
        FROM members m
        LEFT JOIN accounts a ON a.id = m.user_id
        WHERE m.project_id = @project
        ORDER BY m.role DESC, a.name, m.user_id
        """;

    public static void Map(RouteGroupBuilder members) => members.MapGet("", HandleAsync)
        .Requires(Permission.Read)
        .WithName("listMembers")
        .WithSummary("List who is in a project.")
        .WithDescription("Those who may do most come first, all of them. Administrators of the instance are owners everywhere without being listed.")
        .Produces<Page<MemberResponse>>();

    static async Task<IResult> HandleAsync(string projectId, Rights rights, NpgsqlDataSource dataSource, AskedProject projects, HttpContext context)
    {
        var project = Queries.PathId<ProjectId>("project", projectId);
        await projects.SeesAsync(rights, project, context.RequestAborted);
        rights.Require("project", project);
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(Sql, new { project = project.Value }, cancellationToken: context.RequestAborted));
        return TypedResults.Ok(new Page<MemberResponse>([.. rows.Select(r => r.ToResponse())], null));
    }

    sealed record Row(Guid UserId, string Name, string Email, short Role, DateTime Since)
    {
        public MemberResponse ToResponse() => new(new(UserId), Name, Email, (Role)Role, Instant.FromDateTimeUtc(Since));
    }
}
