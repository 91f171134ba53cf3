using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Items.Chains;

/// <summary>An item that whoever asks may see.</summary>
static class Seen
{
    const string Sql = "SELECT project_id FROM items WHERE id = @id";

    /// <exception cref="RefusedException">There is none.</exception>
    public static async Task<(ItemId Item, ProjectId Project)> ItemAsync(
        NpgsqlConnection connection, string id, Rights rights, AskedProject projects, CancellationToken cancellation)
    {
        var item = Queries.PathId<ItemId>("item", id);
        var project = await connection.QuerySingleOrDefaultAsync<Guid?>(new CommandDefinition(Sql, new { id = item.Value }, cancellationToken: cancellation));
        return project is { } found && await projects.SeesAsync(rights, new(found), cancellation) ? (item, new(found))
            : throw new RefusedException(Refusal.NotFound("item"));
    }
}
