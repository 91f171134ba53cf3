using NodaTime;
using NodaTime.Text;
using Throughline.Domain;
using Throughline.Domain.Users;
using Throughline.Server.Cli.Serve;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Cli.User;

/// <summary>A link by which somebody chooses a password, written for whoever will pass it on.</summary>
static class PasswordLink
{
    static readonly Duration Lasts = Duration.FromDays(3);
    static readonly InstantPattern Moment = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd HH':'mm");

    public static async Task OfferAsync(Shell shell, IConfiguration settings, LocalJournal journal, UserId user)
    {
        var (code, hash) = Journal.Access.Secrets.New();
        var command = new OfferLink(Guid.NewGuid(), user, hash, Lasts);
        await journal.CommitAsync(need =>
        {
            need.User(user);
            need.Links(user);
        }, command.Decide);
        await shell.Out.WriteLineAsync($"Whoever opens this link chooses the password, once, until {Moment.Format(journal.Time.Now() + Lasts)} UTC:");
        await shell.Out.WriteLineAsync($"{Addresses.Of(settings).ToOpen}password#{code}");
    }
}
