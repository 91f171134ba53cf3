using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Factors;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Users;

static class ResetFactorsEndpoint
{
    public static void Map(RouteGroupBuilder users) => users.MapPost("/{id}/reset-factors", HandleAsync)
        .Requires(Permission.Administer)
        .WithName("resetFactors")
        .WithSummary("Take a user's second factors and passkeys away.")
        .WithDescription("For whoever lost their devices: two-step sign-in is off, recovery codes and passkeys are gone, every sign-in ends. The password stays. Be sure that it is they who ask.")
        .Produces(StatusCodes.Status204NoContent);

    /// <summary>Names the rows that the command needs.</summary>
    public static void Need(Needs need, UserId user)
    {
        need.User(user);
        need.Factors(user);
        need.Links(user);
        need.SignIns(user);
    }

    static async Task<IResult> HandleAsync(string id, Rights rights, HttpContext context, Commits commits, Notices notices)
    {
        var command = new ResetFactors(Queries.PathId<UserId>("user", id));
        Account? reset = null;
        var answer = await commits.AnswerAsync(context, rights, need => Need(need, command.UserId), _ => null, command.Decide,
            state =>
            {
                reset = state.Accounts.Find(command.UserId);
                return command.UserId;
            },
            _ => Commits.NoContent());
        if (reset is not null)
            notices.SecondFactorOff(reset);
        return answer;
    }
}
