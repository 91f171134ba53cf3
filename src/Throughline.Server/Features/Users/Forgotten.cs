using System.Threading.Channels;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;
using Throughline.Server.Mail;
using Throughline.Server.Mail.Letters;

namespace Throughline.Server.Features.Users;

/// <summary>
/// Addresses of people who say that they forgot their password. Whether there is such an account is looked up here and not in the request: so the
/// request does the same for every address, and takes as long.
/// </summary>
sealed class Forgotten(NpgsqlDataSource dataSource, Commits commits, Outbox outbox, ILogger<Forgotten> log) : BackgroundService
{
    const int Room = 1000;

    const string FindSql = """
        SELECT u.id
        FROM accounts a
        JOIN users u ON u.id = a.id
        WHERE a.email_key = $1 AND NOT u.is_disabled
        """;

    readonly Channel<string> _asked = Channel.CreateBounded<string>(new BoundedChannelOptions(Room) { SingleReader = true });

    /// <returns>False: too many wait.</returns>
    public bool TryAsk(string email) => _asked.Writer.TryWrite(email);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var email in _asked.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await OfferAsync(email, stoppingToken);
            }
            catch (Exception e) when (e is StorageUnavailableException or OverloadedException or NpgsqlException)
            {
                log.LogError(e, "A link to choose a password by could not be made");
            }
        }
    }

    async Task OfferAsync(string email, CancellationToken stopping)
    {
        await using var find = dataSource.CreateCommand(FindSql);
        find.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Account.KeyOf(email) });
        if (await find.ExecuteScalarAsync(stopping) is not Guid id)
            return;
        var link = PasswordLink.Forgotten(new UserId(id));
        var outcome = await commits.CommitAsync(new Change<Account>(
            need =>
            {
                need.User(link.Command.UserId);
                need.Links(link.Command.UserId);
            },
            link.Command.Decide, state => state.Accounts.Get(link.Command.UserId), stopping)
        {
            By = Actor.Program,
        });
        // To the address that the link is bound to, as the account has it under the lock.
        if (outcome is { Refusal: null, Value: { } account })
            outbox.Post(PasswordLetter.Forgotten(account.Email, account.Name, outbox.LinkTo(link.Path)));
    }
}
