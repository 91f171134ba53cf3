using NodaTime;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Users;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Cli.Serve;

/// <summary>An instance without a user gets its owner: from the settings, or by a link that whoever started it can read.</summary>
static class FirstStart
{
    const string AnySql = "SELECT EXISTS (SELECT FROM users)";

    /// <summary>A start prints a new one, so it need not be good for longer than somebody looks at what it printed.</summary>
    static readonly Duration LinkLasts = Duration.FromHours(24);

    /// <returns>The code of the link that was offered; null: there is an owner.</returns>
    /// <exception cref="UsageException">The settings make no owner.</exception>
    public static async Task<string?> PrepareAsync(NpgsqlDataSource source, IConfiguration settings, ILoggerFactory logs, CancellationToken cancellation)
    {
        if (await HasUsersAsync(source, cancellation))
            return null;
        var owner = settings.GetSection(OwnerSettings.Section).Get<OwnerSettings>() ?? new OwnerSettings();
        await using var journal = await LocalJournal.OpenAsync(source, logs, cancellation);
        if (owner is { Email: null, Password: null })
            return await OfferAsync(journal);
        await MakeAsync(journal, owner);
        logs.CreateLogger("Throughline.Server").LogInformation("The owner {Email} was made from the settings", owner.Email);
        return null;
    }

    public static async Task<bool> HasUsersAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        await using var any = source.CreateCommand(AnySql);
        return (bool)(await any.ExecuteScalarAsync(cancellation))!;
    }

    static async Task<string?> OfferAsync(LocalJournal journal)
    {
        var (code, hash) = Secrets.New();
        var command = new OfferSetUp(Guid.NewGuid(), hash, LinkLasts);
        // Refused: another node has been set up just now.
        return await journal.TryCommitAsync(need => need.SetUp(), command.Decide) is null ? code : null;
    }

    static async Task MakeAsync(LocalJournal journal, OwnerSettings owner)
    {
        if (owner is not { Email: { } email, Password: { } password })
            throw new UsageException($"{(owner.Email is null ? "Owner:Email" : "Owner:Password")} is missing: both are needed to make the owner, or neither, and a link to do it is printed.");
        var hash = User.Password.Hash(password, "Owner:Password");
        var command = new CreateUser(UserId.New(journal.Time.Now()), email, owner.Name ?? email.Split('@')[0], hash, IsAdministrator: true, OnlyFirst: true);
        if (command.Check() is { Errors: { } errors })
            throw new UsageException(string.Join(' ', errors.Select(e => $"{(e.Key == "email" ? "Owner:Email" : "Owner:Name")}: {string.Join(' ', e.Value)}")));
        // Refused: another node has just made it, from the same settings.
        await journal.TryCommitAsync(need =>
        {
            need.SetUp();
            need.AccountWithEmail(email);
        }, command.Decide);
    }
}
