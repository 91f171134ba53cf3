using Throughline.Domain.Facts;

namespace Throughline.Domain.Users;

static class UserFold
{
    public static void Apply(State state, Fact fact)
    {
        var id = new UserId(fact.SubjectId);
        switch (fact.Data)
        {
            case UserCreated created:
                state.Users.Add(id, new User(id, created.IsAdministrator, false, 1, fact.At, fact.At));
                state.HasUsers = true;
                break;
            case UserEdited edited:
                var user = state.Users.Get(id);
                state.Users.Put(id, user with
                {
                    IsAdministrator = edited.IsAdministrator?.New ?? user.IsAdministrator,
                    IsDisabled = edited.IsDisabled?.New ?? user.IsDisabled,
                    Version = edited.Version.New,
                    UpdatedAt = fact.At,
                });
                break;
            case UserErased erased:
                state.Users.Put(id, state.Users.Get(id) with
                {
                    IsAdministrator = false,
                    IsDisabled = true,
                    Version = erased.Version.New,
                    UpdatedAt = fact.At,
                    ErasedAt = fact.Position,
                });
                break;
            case UserSignedIn signedIn:
                state.SignIns.Add(signedIn.SignInId, new SignIn(signedIn.SignInId, id, fact.At, signedIn.ExpiresAt));
                break;
            case UserSignedOut signedOut:
                state.SignIns.Remove(signedOut.SignInId);
                break;
            case UserSignInRenewed renewed:
                // Its secret stands beside the journal; but it has to be there.
                _ = state.SignIns.Get(renewed.SignInId);
                break;
            case AccountEdited:
                // What changed stands beside the journal.
                break;
        }
    }
}
