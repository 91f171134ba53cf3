using System.ComponentModel.DataAnnotations;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Factors;

namespace Throughline.Server.Features.Users;

/// <summary>What somebody who is signed in proves anew with who they are: the password or a passkey.</summary>
public sealed record ProofRequest
{
    /// <summary>The account's password.</summary>
    public Optional<string?> Password { get; init; }

    /// <summary>Instead of the password: what a passkey answered to `POST /api/sign-in/passkey/options`, as JSON text.</summary>
    [StringLength(CredentialLength)]
    public Optional<string?> Passkey { get; init; }

    internal const int CredentialLength = 16_384;
}

/// <summary>A code of the authenticator.</summary>
public sealed record ConfirmAuthenticatorRequest
{
    /// <summary>The six digits that the app shows.</summary>
    public required string? Code { get; init; }
}

/// <summary>What is shown at the second step of signing in.</summary>
public sealed record SecondStepRequest
{
    /// <summary>The six digits that the authenticator shows, or a recovery code.</summary>
    public required string? Code { get; init; }
}

/// <summary>How two-step sign-in stands.</summary>
/// <param name="IsOn">Whether a code is asked for after the password.</param>
/// <param name="Since">Since when; null: it is off.</param>
/// <param name="RecoveryCodes">How many recovery codes are left.</param>
public sealed record AuthenticatorResponse(bool IsOn, Instant? Since, int RecoveryCodes);

/// <summary>A new authenticator, which waits for its first code.</summary>
/// <param name="Secret">What is typed into the app where nothing can be scanned: base32.</param>
/// <param name="Uri">What apps open: otpauth://totp/…</param>
/// <param name="Qr">The same to be scanned: an SVG picture.</param>
public sealed record NewAuthenticatorResponse(string Secret, string Uri, string Qr);

/// <summary>Recovery codes, each good once instead of a code of the authenticator. They are told here, once, and kept nowhere.</summary>
/// <param name="Codes">Ten of them.</param>
public sealed record RecoveryCodesResponse(IReadOnlyList<string> Codes);

/// <summary>What the browser asks a passkey.</summary>
/// <param name="Options">JSON text, for PublicKeyCredential.parseCreationOptionsFromJSON or parseRequestOptionsFromJSON. It is good for five minutes, in this browser.</param>
public sealed record PasskeyOptionsResponse(string Options);

/// <summary>A new passkey.</summary>
public sealed record AddPasskeyRequest
{
    /// <summary>What its owner calls it, 1 to 100 characters.</summary>
    [StringLength(Domain.Factors.Passkey.NameLength, MinimumLength = 1)]
    public required string? Name { get; init; }

    /// <summary>What the browser answered, as JSON text: PublicKeyCredential.toJSON().</summary>
    [StringLength(ProofRequest.CredentialLength)]
    public required string? Credential { get; init; }
}

/// <summary>What to change on a passkey.</summary>
public sealed record EditPasskeyRequest
{
    /// <summary>What its owner calls it, 1 to 100 characters.</summary>
    [StringLength(Domain.Factors.Passkey.NameLength, MinimumLength = 1)]
    public required string? Name { get; init; }
}

/// <summary>Somebody signs in by a passkey.</summary>
public sealed record PasskeySignInRequest
{
    /// <summary>What the browser answered, as JSON text: PublicKeyCredential.toJSON().</summary>
    [StringLength(ProofRequest.CredentialLength)]
    public required string? Credential { get; init; }
}

/// <summary>A passkey.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="IsSynced">Whether it may be on several devices of theirs.</param>
/// <param name="CreatedAt">When it was added.</param>
/// <param name="LastUsedAt">When somebody signed in by it last; null: never yet.</param>
public sealed record PasskeyResponse(PasskeyId Id, string Name, bool IsSynced, Instant CreatedAt, Instant? LastUsedAt);
