using NodaTime;
using Throughline.Domain.Facts;

namespace Throughline.Domain.Users;

/// <summary>Signs a person in, in one browser, after they have proved who they are.</summary>
/// <param name="IsProvenTwice">They proved it a second time too, or in a way that needs no second.</param>
public sealed record StartSignIn(SignInId Id, UserId UserId, Duration Lasts, byte[] Hash, string Browser, bool IsProvenTwice = false)
{
    public const string SecondFactorRequired = "second-factor-required";

    /// <param name="state">Holds the user with their factors.</param>
    public Decision Decide(State state)
    {
        if (state.Users.Find(UserId) is not { IsDisabled: false })
            return Refusal.NotFound("user");
        if (!IsProvenTwice && state.Authenticators.Find(UserId) is { IsOn: true })
            return new Refusal(RefusalKind.Forbidden, SecondFactorRequired, "Show a code of your authenticator, too.");
        var browser = Browser.Length > Secret.LabelLength ? Browser[..Secret.LabelLength] : Browser;
        return Decision.Of(new Draft(default, UserId.Value, new UserSignedIn(Id, state.Now + Lasts)))
            .With(s => s.Secrets.Put(Id.Value, new Secret(Id.Value, Hash, browser)));
    }
}
