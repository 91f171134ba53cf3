using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using NodaTime;
using Npgsql;
using Throughline.Domain;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Users.Passkeys;

/// <summary>
/// What browser and server say to each other about a passkey (WebAuthn). The framework's handler makes the questions and checks the answers; what was
/// asked is kept in a cookie, encrypted, until it is answered.
/// </summary>
sealed class PasskeyCeremony(NpgsqlDataSource dataSource, IDataProtectionProvider protection, TimeProvider time, ILogger<PasskeyCeremony> log)
{
    static readonly Duration Lasts = Duration.FromMinutes(5);
    static readonly SafeCookie Cookie = new("passkey");

    // A passkey that shows that its owner is there and is they is two factors at once, so nothing less is taken.
    static readonly IOptions<IdentityPasskeyOptions> Rules = Options.Create(new IdentityPasskeyOptions
    {
        AuthenticatorTimeout = Lasts.ToTimeSpan(),
        ResidentKeyRequirement = "required",
        UserVerificationRequirement = "required",
        AttestationConveyancePreference = "none",
        ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && SameOrigin.IsOf(context.HttpContext.Request, context.Origin)),
    });

    readonly IDataProtector _creating = protection.CreateProtector("throughline.passkey", "create");
    readonly IDataProtector _asking = protection.CreateProtector("throughline.passkey", "get");

    /// <summary>What the browser asks a device to make a passkey.</summary>
    public async Task<string> BeginToMakeAsync(HttpContext context, UserId user, string email, string name)
    {
        using var users = Users();
        var made = await Handler(users).MakeCreationOptionsAsync(new PasskeyUserEntity { Id = user.ToString(), Name = email, DisplayName = name }, context);
        Keep(context, _creating, made.AttestationState!);
        return made.CreationOptionsJson;
    }

    /// <returns>The passkey and whose it is to be; null: it is not what was asked for.</returns>
    public async Task<(UserPasskeyInfo Passkey, UserId Owner)?> MadeAsync(HttpContext context, string credential)
    {
        if (Take(context, _creating) is not { } state)
            return null;
        using var users = Users();
        var result = await Handler(users).PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = context, CredentialJson = credential, AttestationState = state });
        if (result is { Succeeded: true, Passkey: { } passkey, UserEntity: { } owner } && Ids.TryParse<UserId>(owner.Id, out var id))
            return (passkey, id);
        log.LogDebug(result.Failure, "A passkey was not taken");
        return null;
    }

    /// <summary>What the browser asks whichever passkey its user chooses.</summary>
    public async Task<string> BeginToAskAsync(HttpContext context)
    {
        using var users = Users();
        var asked = await Handler(users).MakeRequestOptionsAsync(user: null, context);
        Keep(context, _asking, asked.AssertionState!);
        return asked.RequestOptionsJson;
    }

    /// <returns>The passkey as it counts now, and whose it is; null: the answer is not right.</returns>
    public async Task<(UserPasskeyInfo Passkey, UserId Owner)?> AnsweredAsync(HttpContext context, string credential)
    {
        if (Take(context, _asking) is not { } state)
            return null;
        using var users = Users();
        var result = await Handler(users).PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = context, CredentialJson = credential, AssertionState = state });
        if (result is { Succeeded: true, Passkey: { } passkey, User: { } owner })
            return (passkey, owner.Id);
        log.LogDebug(result.Failure, "The answer of a passkey was not taken");
        return null;
    }

    // It asks nobody but the store here: names, passwords and tokens are not its business.
    UserManager<PasskeyOwner> Users() => new(new PasskeyOwners(dataSource), null!, null!, [], [], null!, null!, null!, null!);

    static PasskeyHandler<PasskeyOwner> Handler(UserManager<PasskeyOwner> users) => new(users, Rules);

    void Keep(HttpContext context, IDataProtector protector, string state)
    {
        var until = (time.Now() + Lasts).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        Cookie.Set(context, protector.Protect($"{until} {state}"), Lasts);
    }

    string? Take(HttpContext context, IDataProtector protector)
    {
        if (Cookie.Read(context.Request) is not { } kept)
            return null;
        Cookie.Clear(context);
        try
        {
            var parts = protector.Unprotect(kept).Split(' ', 2);
            return time.Now() < Instant.FromUnixTimeMilliseconds(long.Parse(parts[0], CultureInfo.InvariantCulture)) ? parts[1] : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
