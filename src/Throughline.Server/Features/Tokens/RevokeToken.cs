using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Tokens;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Tokens;

static class RevokeTokenEndpoint
{
    public static void Map(RouteGroupBuilder tokens) => tokens.MapDelete("/{tokenId}", HandleAsync)
        .Requires(Permission.ChangeAccount)
        .WithName("revokeToken")
        .WithSummary("Revoke a token.")
        .WithDescription("It acts at once, also on live streams and long polls that are open.")
        .Produces(StatusCodes.Status204NoContent);

    static Task<IResult> HandleAsync(string tokenId, Rights rights, HttpContext context, Commits commits)
    {
        var command = new RevokeToken(Queries.PathId<TokenId>("token", tokenId), rights.User);
        return commits.AnswerAsync(context, rights,
            need => need.Tokens(rights.User),
            _ => null,
            command.Decide,
            _ => command.Id,
            _ => Commits.NoContent());
    }
}
