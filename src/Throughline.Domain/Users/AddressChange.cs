using NodaTime;

namespace Throughline.Domain.Users;

/// <summary>The mail address that an account is to get, once both addresses have agreed.</summary>
/// <param name="Email">The new one, as it was spelt.</param>
/// <param name="IsNewConfirmed">Whoever reads the mail of the new one used its link.</param>
/// <param name="IsOldConfirmed">Whoever reads the mail of the old one used its link.</param>
public sealed record AddressChange(UserId UserId, string Email, bool IsNewConfirmed, bool IsOldConfirmed, Instant ExpiresAt)
{
    /// <summary>Takes a user's change away, with the links that would confirm it.</summary>
    internal static void Drop(State state, UserId user)
    {
        Link.Drop(state, LinkPurpose.NewEmail, user);
        Link.Drop(state, LinkPurpose.OldEmail, user);
        if (state.AddressChanges.Find(user) is not null)
            state.AddressChanges.Remove(user);
    }
}
