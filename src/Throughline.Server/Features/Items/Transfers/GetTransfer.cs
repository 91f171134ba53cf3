using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Items.Transfers;

static class GetTransferEndpoint
{
    const string Sql = $"SELECT {TransferRow.Columns} FROM transfers t WHERE t.id = @id";

    public static void Map(RouteGroupBuilder transfers) => transfers.MapGet("/{id}", HandleAsync)
        .Requires(Permission.Read)
        .WithName("getTransfer")
        .WithSummary("Read a transfer.")
        .WithDescription("With what became of it, and what corrects it.")
        .Produces<TransferResponse>();

    static async Task<IResult> HandleAsync(string id, Rights rights, NpgsqlDataSource dataSource, AskedProject projects, HttpContext context, TimeProvider time)
    {
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var row = await connection.QuerySingleOrDefaultAsync<TransferRow>(
            new CommandDefinition(Sql, new { id = Queries.PathId<TransferId>("transfer", id).Value }, cancellationToken: context.RequestAborted));
        return row is null || !await projects.SeesAsync(rights, new(row.ProjectId), context.RequestAborted)
            ? Problems.From(Refusal.NotFound("transfer"))
            : TypedResults.Ok(row.ToResponse(time.Now()));
    }
}
