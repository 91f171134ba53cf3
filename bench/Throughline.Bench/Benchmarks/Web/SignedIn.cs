using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Users;
using Throughline.Server.Cli;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Access;
using Throughline.Server.Tests.Api;

namespace Throughline.Bench.Benchmarks.Web;

/// <summary>The owner as a browser has them who signed in before: how that is done is not what is measured.</summary>
static class SignedIn
{
    /// <returns>The cookie's value.</returns>
    public static async Task<string> CookieAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var journal = await LocalJournal.OpenAsync(source, NullLoggerFactory.Instance, cancel);
        var (secret, hash) = Secrets.New();
        var command = new StartSignIn(SignInId.New(journal.Time.Now()), InstanceOwner.Id, Duration.FromDays(1), hash, "Chromium");
        await journal.CommitAsync(need =>
        {
            need.User(InstanceOwner.Id);
            need.SignIns(InstanceOwner.Id);
        }, command.Decide);
        return secret;
    }
}
