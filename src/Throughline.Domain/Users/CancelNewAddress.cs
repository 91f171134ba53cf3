using Throughline.Domain.Facts;

namespace Throughline.Domain.Users;

/// <summary>A person keeps the mail address that they have.</summary>
public sealed record CancelNewAddress(UserId UserId)
{
    /// <param name="state">Holds the user's links and the change that waits.</param>
    public Decision Decide(State state) => state.AddressChanges.Find(UserId) is null
        ? Refusal.NotFound("change of address")
        : Decision.Of(new Draft(default, UserId.Value, new AccountEdited("emailCancelled"))).With(s => AddressChange.Drop(s, UserId));
}
