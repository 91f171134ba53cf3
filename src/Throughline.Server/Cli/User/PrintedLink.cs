using NodaTime.Text;
using Throughline.Domain;
using Throughline.Server.Cli.Serve;
using Throughline.Server.Features.Users;
using Throughline.Server.Journal;

namespace Throughline.Server.Cli.User;

/// <summary>A link by which somebody chooses a password, written for whoever will pass it on.</summary>
static class PrintedLink
{
    static readonly InstantPattern Moment = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd HH':'mm");

    public static async Task OfferAsync(Shell shell, IConfiguration settings, LocalJournal journal, UserId user)
    {
        var link = PasswordLink.New(user);
        await journal.CommitAsync(need =>
        {
            need.User(user);
            need.Links(user);
        }, link.Command.Decide);
        await shell.Out.WriteLineAsync($"Whoever opens this link chooses the password, once, until {Moment.Format(link.ToResponse(journal.Time.Now()).LinkExpiresAt)} UTC:");
        await shell.Out.WriteLineAsync(new Uri(Addresses.Of(settings).ToOpen, link.Path).ToString());
    }
}
