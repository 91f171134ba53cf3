using Npgsql;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Users.Export;

static class ExportMeEndpoint
{
    // Each goes through the whole journal, and has a connection for as long as it is read.
    static readonly SemaphoreSlim Turns = new(2);

    // It has more than one's own account: network addresses, and what one ever did. A token that only reads is not enough.
    public static void Map(RouteGroupBuilder me) => me.MapGet("/export", HandleAsync)
        .Requires(Permission.ChangeAccount)
        .WithName("exportMe")
        .WithSummary("Download all that is kept of you.")
        .WithDescription("Your account, memberships, tokens (without secrets), sign-ins, the addresses they were used from, and every fact that you made or that is about you; streamed.")
        .Produces<ExportResponse>();

    static async Task HandleAsync(Rights rights, NpgsqlDataSource dataSource, FairShare share, HttpContext context)
    {
        using var turn = await share.TurnAsync(context);
        await Turns.WaitAsync(context.RequestAborted);
        try
        {
            await WriteAsync(rights, dataSource, context);
        }
        finally
        {
            Turns.Release();
        }
    }

    static Task WriteAsync(Rights rights, NpgsqlDataSource dataSource, HttpContext context)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"throughline-account.json\"";
        return new AccountExport(dataSource, rights.User, project => rights.RoleIn(project) is not null).WriteAsync(context.Response.BodyWriter, context.RequestAborted);
    }
}
