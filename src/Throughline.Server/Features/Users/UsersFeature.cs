using Throughline.Domain;

namespace Throughline.Server.Features.Users;

/// <summary>Users: who may sign in, how they do it, and what is theirs.</summary>
public static class UsersFeature
{
    public static IServiceCollection AddUsers(this IServiceCollection services)
    {
        services.AddSingleton<Passwords>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<SigningIn>();
        services.AddSingleton<SignInSweep>();
        services.AddHostedService(s => s.GetRequiredService<SignInSweep>());
        return services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, UsersJson.Default));
    }

    public static void MapUsers(this IEndpointRouteBuilder endpoints)
    {
        SetUpEndpoint.Map(endpoints.MapGroup("/api/set-up").WithTags("Users"));
        SignInEndpoint.Map(endpoints);
        SignOutEndpoint.Map(endpoints);
        ChoosePasswordEndpoint.Map(endpoints);
        var users = endpoints.MapGroup("/api/users").WithTags("Users");
        ListUsersEndpoint.Map(users);
        CreateUserEndpoint.Map(users);
        EditUserEndpoint.Map(users);
        CreatePasswordLinkEndpoint.Map(users);
        var me = endpoints.MapGroup("/api/users/me").WithTags("Users");
        MeEndpoint.Map(me);
        ChangePasswordEndpoint.Map(me);
        SignInsEndpoint.Map(me);
    }

    /// <summary>A user as administrators see them.</summary>
    internal static UserResponse ResponseOf(State state, UserId id, PasswordLink? link = null)
    {
        var (user, account) = (state.Users.Get(id), state.Accounts.Get(id));
        return new UserResponse(id, account.Name, account.Email, user.IsAdministrator, user.IsDisabled, user.Version, user.CreatedAt)
        {
            Link = link?.Path,
            LinkExpiresAt = link?.ToResponse(state.Now).LinkExpiresAt,
        };
    }
}
