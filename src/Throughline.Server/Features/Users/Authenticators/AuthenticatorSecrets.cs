using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using NodaTime;
using Throughline.Domain.Factors;

namespace Throughline.Server.Features.Users.Authenticators;

/// <summary>
/// The secrets of authenticators. A code can be checked only with the secret itself, so it can't be kept as a hash; it is kept encrypted, with keys
/// that are not beside it.
/// </summary>
sealed class AuthenticatorSecrets(IDataProtectionProvider protection, ILogger<AuthenticatorSecrets> log)
{
    readonly IDataProtector _protector = protection.CreateProtector("throughline.authenticator");

    /// <returns>The secret as its owner's app keeps it, and as it is kept here.</returns>
    public (byte[] Plain, byte[] Kept) New()
    {
        var secret = RandomNumberGenerator.GetBytes(Totp.SecretLength);
        return (secret, _protector.Protect(secret));
    }

    /// <summary>The step that a code is of; null: it is no code of that authenticator near that moment.</summary>
    public long? StepOf(byte[] kept, string code, Instant moment)
    {
        var digits = code.Replace(" ", "", StringComparison.Ordinal);
        if (digits.Length != Totp.Digits || digits.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return null;
        try
        {
            return Totp.StepOf(_protector.Unprotect(kept), digits, moment);
        }
        catch (CryptographicException e)
        {
            log.LogError(e, "The secret of an authenticator can't be read: the keys that it was encrypted with are gone. Recovery codes are good still");
            return null;
        }
    }
}
