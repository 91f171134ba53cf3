using Microsoft.AspNetCore.Authentication;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Users.External;

/// <summary>The way to a provider and back, by the framework's handler.</summary>
static class Travel
{
    /// <summary>Whose account is to be connected, and in which sign-in they asked for it. Where they want to go stands in RedirectUri.</summary>
    public const string User = "user";

    /// <inheritdoc cref="User"/>
    public const string SignIn = "sign-in";

    /// <returns>The address at the provider; the answer has the cookie by which this browser is known when it comes back.</returns>
    public static async Task<string> DepartAsync(HttpContext context, Provider provider, PublicAddress address, AuthenticationProperties properties)
    {
        using (new AsPublic(context, address))
            await context.ChallengeAsync(provider.Name, properties);
        return context.Features.Get<Departure>()!.Address;
    }

    public static async Task<Return> ReturnAsync(HttpContext context, Provider provider, PublicAddress address, IAuthenticationHandlerProvider handlers)
    {
        using (new AsPublic(context, address))
            if (await handlers.GetHandlerAsync(context, provider.Name) is not IAuthenticationRequestHandler handler || !await handler.HandleRequestAsync())
                throw new InvalidOperationException("The way back was not recognised.");
        return context.Features.Get<Return>() ?? new Return(null, null, Return.Failed);
    }

    /// <summary>A path of this app, from what somebody's address says; else the first page.</summary>
    public static string PathOf(string? to) =>
        to is ['/', ..] && (to.Length == 1 || to[1] is not ('/' or '\\')) && !to.Any(char.IsControl) && Uri.TryCreate(to, UriKind.Relative, out _) ? to : "/";

    /// <summary>The provider is told the address under which this server is known, whichever way the request came. What is set here stays as it came.</summary>
    readonly struct AsPublic : IDisposable
    {
        readonly HttpRequest _request;
        readonly (string Scheme, HostString Host) _before;

        public AsPublic(HttpContext context, PublicAddress address)
        {
            _request = context.Request;
            _before = (_request.Scheme, _request.Host);
            if (address.Set is { } known)
                (_request.Scheme, _request.Host) = (known.Scheme, HostString.FromUriComponent(known));
        }

        public void Dispose() => (_request.Scheme, _request.Host) = _before;
    }
}
