using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Users;

/// <summary>Which rows an invitation is about. They never change, so they are named before the lock is taken; whether it is good is decided under it.</summary>
sealed record InvitedTo(ProjectId Project, string Email, UserId By)
{
    const string Sql = "SELECT project_id, email, invited_by FROM invitations WHERE hash = @code";

    /// <returns>Null: no code of an invitation.</returns>
    public static async Task<InvitedTo?> FindAsync(NpgsqlDataSource dataSource, byte[] code, CancellationToken cancellation)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        var row = await connection.QuerySingleOrDefaultAsync<(Guid Project, string Email, Guid By)?>(
            new CommandDefinition(Sql, new { code }, cancellationToken: cancellation));
        return row is var (project, email, by) ? new InvitedTo(new(project), email, new(by)) : null;
    }

    public void Need(Needs need)
    {
        need.Project(Project);
        need.Members(Project);
        need.Invitations(Project);
        need.User(By);
    }
}
