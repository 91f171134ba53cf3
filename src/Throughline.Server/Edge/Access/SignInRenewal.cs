using NodaTime;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Edge.Access;

/// <summary>Gives a sign-in another secret with the answers that follow another role, until the browser shows it.</summary>
sealed class SignInRenewal(Commits commits, TimeProvider time)
{
    /// <summary>Renews the sign-in by which a request was let in, if that is due. Of requests that come at once, all are answered with the same new secret.</summary>
    public Task RenewAsync(HttpContext context, Credential credential)
    {
        var now = time.Now();
        return credential.IsStale(now) ? RenewAsync(context, credential, credential.ExpiresAt!.Value - now) : Task.CompletedTask;
    }

    async Task RenewAsync(HttpContext context, Credential credential, Duration left)
    {
        if (SignInCookie.Read(context.Request) is not { } shown || !Secrets.TryHash(shown, out var hash))
            return;
        var offer = credential.Offer;
        if (offer is null || !offer.To.AsSpan().SequenceEqual(hash))
        {
            if (await OfferAsync(context, credential, shown, hash) is not { } made)
                return;
            credential.Offer = offer = made;
        }
        // As late as can be: an answer that ends the sign-in has its word.
        context.Response.OnStarting(() =>
        {
            if (!SignInCookie.IsSet(context))
                SignInCookie.Set(context, Secrets.Next(shown, offer.Salt).Secret, left);
            return Task.CompletedTask;
        });
    }

    async Task<Offer?> OfferAsync(HttpContext context, Credential credential, string shown, byte[] hash)
    {
        var salt = Secrets.NewSalt();
        var user = credential.User.Id;
        var command = new RenewSignIn(new(credential.Id), user, hash, new NextSecret(salt, Secrets.Next(shown, salt).Hash));
        try
        {
            var outcome = await commits.CommitAsync(new Change<NextSecret?>(need => need.SignIns(user), command.Decide, command.Offered, context.RequestAborted)
            {
                By = new(user, credential.Id),
            });
            return outcome.Value is { } next ? new Offer(hash, next.Salt) : null;
        }
        catch (Exception e) when (e is OverloadedException or StorageUnavailableException)
        {
            // What was asked for is another thing, and is tried; and the next request tries this again.
            return null;
        }
    }
}
