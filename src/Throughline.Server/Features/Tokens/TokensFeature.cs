namespace Throughline.Server.Features.Tokens;

/// <summary>Tokens: what programs prove with for whom they act.</summary>
public static class TokensFeature
{
    public static IServiceCollection AddTokens(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, TokensJson.Default));

    public static void MapTokens(this IEndpointRouteBuilder endpoints)
    {
        var tokens = endpoints.MapGroup("/api/users/me/tokens").WithTags("Users");
        ListTokensEndpoint.Map(tokens);
        CreateTokenEndpoint.Map(tokens);
        RevokeTokenEndpoint.Map(tokens);
    }
}
