using NodaTime;

namespace Throughline.Domain.Users;

/// <summary>A link that somebody was given, good for one use. No fact tells its code.</summary>
/// <param name="UserId">Whose account it is about; null: it lets set the instance up.</param>
/// <param name="Hash">SHA-256 of the code's bytes: 32 bytes.</param>
/// <param name="ExpiresAt">From when on it is good for nothing.</param>
/// <param name="Address">
/// The mail address that it is bound to, as accounts are found by it: a link is good for nothing when the account has another by then. Null: none.
/// </param>
/// <param name="Tries">How often something wrong was shown with it.</param>
public sealed record Link(Guid Id, LinkPurpose Purpose, UserId? UserId, byte[] Hash, Instant ExpiresAt, string? Address = null, int Tries = 0)
{
    /// <summary>The good link of that purpose which a code opens.</summary>
    /// <param name="hash">Of the code.</param>
    internal static Link? Find(State state, LinkPurpose purpose, ReadOnlySpan<byte> hash)
    {
        foreach (var link in state.Links.All)
            if (link.Purpose == purpose && link.Hash.AsSpan().SequenceEqual(hash))
                return link.ExpiresAt > state.Now ? link : null;
        return null;
    }

    /// <summary>Takes the links of a purpose away from a user.</summary>
    /// <param name="user">Null: those that let set the instance up.</param>
    internal static void Drop(State state, LinkPurpose purpose, UserId? user)
    {
        foreach (var link in state.Links.All.Where(l => l.Purpose == purpose && l.UserId == user).ToList())
            state.Links.Remove(link.Id);
    }
}

/// <summary>What a link lets whoever has it do.</summary>
public enum LinkPurpose : short
{
    /// <summary>Become the owner of an instance without users.</summary>
    SetUp = 0,

    /// <summary>Choose the account's password.</summary>
    Password = 1,

    /// <summary>Show, after the password, a code of the authenticator.</summary>
    SecondFactor = 2,

    /// <summary>Show that the address which the account is to have is one's own.</summary>
    NewEmail = 3,

    /// <summary>Agree, at the address which the account has, that it gets another one.</summary>
    OldEmail = 4,
}
