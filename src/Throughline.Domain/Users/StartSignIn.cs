using NodaTime;
using Throughline.Domain.Facts;

namespace Throughline.Domain.Users;

/// <summary>Signs a person in, in one browser, after they have proved who they are.</summary>
public sealed record StartSignIn(SignInId Id, UserId UserId, Duration Lasts, byte[] Hash, string Browser)
{
    public Decision Decide(State state)
    {
        if (state.Users.Find(UserId) is not { IsDisabled: false })
            return Refusal.NotFound("user");
        var browser = Browser.Length > Secret.LabelLength ? Browser[..Secret.LabelLength] : Browser;
        return Decision.Of(new Draft(default, UserId.Value, new UserSignedIn(Id, state.Now + Lasts)))
            .With(s => s.Secrets.Put(Id.Value, new Secret(Id.Value, Hash, browser)));
    }
}
