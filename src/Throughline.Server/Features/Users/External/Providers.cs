using Microsoft.AspNetCore.Authentication.OAuth;

namespace Throughline.Server.Features.Users.External;

/// <summary>The providers that the settings name.</summary>
sealed class Providers(IReadOnlyList<Provider> all)
{
    public IReadOnlyList<Provider> All => all;

    public Provider? Find(string name) => all.FirstOrDefault(p => p.Name == name);

    public static IServiceCollection Add(IServiceCollection services, IConfiguration configuration)
    {
        // The environment writes names in capitals.
        var all = configuration.GetSection("SignIn:Providers").GetChildren()
            .Select(section => Provider.Of(section.Key.ToLowerInvariant(), section.Get<ProviderSettings>() ?? new ProviderSettings()))
            .OrderBy(p => p.DisplayName, StringComparer.OrdinalIgnoreCase).ToList();
        services.AddSingleton(new Providers(all));
        services.AddSingleton<Arrival>();
        if (all.Count == 0)
            return services;
        var authentication = services.AddAuthentication();
        foreach (var provider in all)
            authentication.AddOAuth(provider.Name, options => SetUp(options, provider));
        return services;
    }

    static void SetUp(OAuthOptions options, Provider provider)
    {
        options.ClientId = provider.ClientId;
        options.ClientSecret = provider.ClientSecret;
        options.AuthorizationEndpoint = provider.AuthorizationEndpoint;
        options.TokenEndpoint = provider.TokenEndpoint;
        options.UserInformationEndpoint = provider.UserInfoEndpoint;
        options.CallbackPath = provider.CallbackPath;
        options.UsePkce = true;
        options.Scope.Clear();
        foreach (var scope in provider.Scopes)
            options.Scope.Add(scope);
        // It is asked for and never used: who was signed in elsewhere is taken over in Events, before that.
        options.SignInScheme = "nobody";
        options.BackchannelTimeout = TimeSpan.FromSeconds(15);
        options.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(10);
        // The way back is a page that the browser opens by itself, which Lax lets it bring this along; Strict would not, and None needs TLS.
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Events = new OAuthEvents
        {
            OnRedirectToAuthorizationEndpoint = context =>
            {
                context.HttpContext.Features.Set(new Departure(context.RedirectUri));
                return Task.CompletedTask;
            },
            OnCreatingTicket = context => ExternalPerson.ReadAsync(context, provider),
            OnTicketReceived = context =>
            {
                context.HttpContext.Features.Set(new Return(context.HttpContext.Features.Get<ExternalPerson>(), context.Properties, null) { To = context.ReturnUri });
                context.HandleResponse();
                return Task.CompletedTask;
            },
            OnAccessDenied = context =>
            {
                context.HttpContext.Features.Set(new Return(null, context.Properties, Return.Denied));
                context.HandleResponse();
                return Task.CompletedTask;
            },
            OnRemoteFailure = context =>
            {
                context.HttpContext.Features.Set(new Return(null, context.Properties, Return.Failed) { Why = context.Failure });
                context.HandleResponse();
                return Task.CompletedTask;
            },
        };
    }
}
