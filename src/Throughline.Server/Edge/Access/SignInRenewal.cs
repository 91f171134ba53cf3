using NodaTime;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Edge.Access;

/// <summary>Gives a sign-in another secret with the first answer after its person's role has changed.</summary>
sealed class SignInRenewal(Commits commits, TimeProvider time)
{
    /// <summary>Renews the sign-in by which a request was let in, if that is due. Of requests that come at once, the answer of one has the new secret.</summary>
    public Task RenewAsync(HttpContext context, Credential credential)
    {
        var now = time.Now();
        return credential.IsStale(now) && !IsStream(context) ? RenewAsync(context, credential, credential.ExpiresAt!.Value - now) : Task.CompletedTask;
    }

    async Task RenewAsync(HttpContext context, Credential credential, Duration left)
    {
        if (SignInCookie.Read(context.Request) is not { } cookie || !Secrets.TryHash(cookie, out var old))
            return;
        var (secret, hash) = Secrets.New();
        var user = credential.User.Id;
        var command = new RenewSignIn(new(credential.Id), user, old, hash);
        try
        {
            var outcome = await commits.CommitAsync(new Change<bool>(need => need.SignIns(user), command.Decide, command.IsDone, context.RequestAborted)
            {
                By = new(user, credential.Id),
            });
            if (!outcome.Value)
                return;
        }
        catch (Exception e) when (e is OverloadedException or StorageUnavailableException)
        {
            // What was asked for is another thing, and is tried; and the next request tries this again.
            return;
        }
        // As late as can be: an answer that fails on the way loses the headers that it had, but the browser must not lose the secret. An answer
        // that ends the sign-in has its word.
        context.Response.OnStarting(() =>
        {
            if (!SignInCookie.IsSet(context))
                SignInCookie.Set(context, secret, left);
            return Task.CompletedTask;
        });
    }

    // A stream is opened and given up over and over, and whatever the answer had goes with it. Other requests come soon.
    static bool IsStream(HttpContext context) => context.WebSockets.IsWebSocketRequest
        || context.Request.Headers.Accept.Any(types => types?.Contains("text/event-stream", StringComparison.OrdinalIgnoreCase) == true);
}
