namespace Throughline.Domain.Factors;

/// <summary>A code that is good once, for whoever lost their authenticator. Only its hash is kept.</summary>
/// <param name="Hash">SHA-256 of the code's bytes: 32 bytes.</param>
public sealed record RecoveryCode(UserId UserId, byte[] Hash)
{
    /// <summary>Half of the hash: enough to tell codes apart.</summary>
    public Guid Id => new(Hash.AsSpan(0, 16));

    /// <summary>How many somebody gets at a time.</summary>
    public const int Count = 10;

    /// <summary>Gives a user these codes instead of those that they have.</summary>
    internal static void Renew(State state, UserId user, IReadOnlyList<byte[]> hashes)
    {
        foreach (var old in state.RecoveryCodes.All.Where(c => c.UserId == user).ToList())
            state.RecoveryCodes.Remove(old.Id);
        foreach (var code in hashes.Select(hash => new RecoveryCode(user, hash)))
            state.RecoveryCodes.Put(code.Id, code);
    }
}
