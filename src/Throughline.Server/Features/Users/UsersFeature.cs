using Throughline.Domain;
using Throughline.Server.Features.Users.Authenticators;
using Throughline.Server.Features.Users.Export;
using Throughline.Server.Features.Users.External;
using Throughline.Server.Features.Users.Lockout;
using Throughline.Server.Features.Users.Passkeys;

namespace Throughline.Server.Features.Users;

/// <summary>Users: who may sign in, how they do it, and what is theirs.</summary>
public static class UsersFeature
{
    public static IServiceCollection AddUsers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<Passwords>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<SigningIn>();
        services.AddSingleton<ProveAgain>();
        services.AddSingleton<AuthenticatorSecrets>();
        services.AddSingleton<PasskeyCeremony>();
        services.AddSingleton<PasskeySignIn>();
        Providers.Add(services, configuration);
        services.AddSingleton<Notices>();
        services.AddSingleton<Forgotten>();
        services.AddHostedService(s => s.GetRequiredService<Forgotten>());
        services.AddSingleton<Tries>();
        services.AddSingleton<FailedSignIns>();
        services.AddHostedService(s => s.GetRequiredService<FailedSignIns>());
        services.AddHostedService<TriesSweep>();
        services.AddSingleton<SignInSweep>();
        services.AddHostedService(s => s.GetRequiredService<SignInSweep>());
        return services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, UsersJson.Default))
            .ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, ExportJson.Default));
    }

    public static void MapUsers(this IEndpointRouteBuilder endpoints)
    {
        // The framework would put its own middleware before every request: who asks is found out by this program's, and ways back are routes of their own.
        if (endpoints is IApplicationBuilder app)
            app.Properties["__AuthenticationMiddlewareSet"] = true;
        SetUpEndpoint.Map(endpoints.MapGroup("/api/set-up").WithTags("Users"));
        SignInEndpoint.Map(endpoints);
        SecondStepEndpoint.Map(endpoints);
        SignInWithPasskeyEndpoint.Map(endpoints);
        SignOutEndpoint.Map(endpoints);
        SignInMethodsEndpoint.Map(endpoints);
        ChoosePasswordEndpoint.Map(endpoints);
        ForgotPasswordEndpoint.Map(endpoints);
        ConfirmAddressEndpoint.Map(endpoints);
        LookAtInvitationEndpoint.Map(endpoints);
        JoinByInvitationEndpoint.Map(endpoints);
        TakeInvitationEndpoint.Map(endpoints);
        StartExternalEndpoint.Map(endpoints);
        ReturnExternalEndpoint.Map(endpoints);
        var users = endpoints.MapGroup("/api/users").WithTags("Users");
        ListUsersEndpoint.Map(users);
        CreateUserEndpoint.Map(users);
        EditUserEndpoint.Map(users);
        CreatePasswordLinkEndpoint.Map(users);
        ResetFactorsEndpoint.Map(users);
        EraseUserEndpoint.Map(users);
        ListErasuresEndpoint.Map(endpoints);
        var me = endpoints.MapGroup("/api/users/me").WithTags("Users");
        MeEndpoint.Map(me);
        ChangePasswordEndpoint.Map(me);
        NewAddressEndpoint.Map(me);
        AskNewAddressEndpoint.Map(me);
        IdentitiesEndpoint.Map(me);
        SignInsEndpoint.Map(me);
        RenewRecoveryCodesEndpoint.Map(me);
        var authenticator = endpoints.MapGroup("/api/users/me/authenticator").WithTags("Users");
        GetAuthenticatorEndpoint.Map(authenticator);
        BeginAuthenticatorEndpoint.Map(authenticator);
        ConfirmAuthenticatorEndpoint.Map(authenticator);
        RemoveAuthenticatorEndpoint.Map(authenticator);
        var passkeys = endpoints.MapGroup("/api/users/me/passkeys").WithTags("Users");
        PasskeysEndpoint.Map(passkeys);
        AddPasskeyEndpoint.Map(passkeys);
        ExportMeEndpoint.Map(me);
        EraseMeEndpoint.Map(me);
    }

    /// <summary>A user as administrators see them.</summary>
    internal static UserResponse ResponseOf(State state, UserId id, PasswordLinkResponse? link = null)
    {
        var (user, account) = (state.Users.Get(id), state.Accounts.Get(id));
        return new UserResponse(id, account.Name, account.Email, user.IsAdministrator, user.IsDisabled, user.Version, user.CreatedAt)
        {
            Link = link?.Link,
            LinkExpiresAt = link?.LinkExpiresAt,
        };
    }
}
