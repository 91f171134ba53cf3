using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Users.External;

/// <summary>
/// What becomes of somebody who comes back from a provider. They are signed in to the account that is connected with who they are there, and to no
/// other: an account of the same address is not theirs for that, until they connect it while they are signed in.
/// </summary>
sealed class Arrival(NpgsqlDataSource dataSource, Commits commits, SigningIn signingIn, Notices notices, TimeProvider time, ILogger<Arrival> log)
{
    const string FindSql = """
        SELECT l.user_id
        FROM external_logins l
        JOIN users u ON u.id = l.user_id
        WHERE l.provider = $1 AND l.subject = $2 AND NOT u.is_disabled
        """;

    const string IsSignedInSql = "SELECT EXISTS (SELECT FROM sign_ins WHERE id = $1 AND user_id = $2 AND expires_at > $3)";

    /// <returns>The page that they are led to.</returns>
    public async Task<string> ArriveAsync(HttpContext context, Provider provider, Return back)
    {
        if (back.Why is { } why)
            log.LogWarning("Somebody did not come back from {Provider} as they were sent: {Why}", provider.Name, why.Message);
        var connects = back.Properties?.Items.ContainsKey(Travel.User) == true;
        if (back is not { Person: { } person, Properties: { } properties })
            return Page(connects, back.Trouble ?? Return.Failed);
        var identity = new ExternalIdentity(provider.Name, person.Subject);
        if (connects)
            return await ConnectAsync(properties.Items[Travel.User]!, properties.Items[Travel.SignIn]!, identity, provider, person, context.RequestAborted);
        if (await FindAsync(identity, context.RequestAborted) is { } user)
            return await SignInAsync(context, user, back.To);
        return provider.AllowsNewUsers && person is { IsProved: true, Email: not null } && await JoinAsync(identity, person, context.RequestAborted) is { } made
            ? await SignInAsync(context, made, back.To)
            : Page(connects, Return.NotConnected);
    }

    async Task<string> SignInAsync(HttpContext context, UserId user, string? to)
    {
        var path = Travel.PathOf(to);
        return await signingIn.StartAsync(context, user) ? path : path == "/" ? "/sign-in/second-step" : $"/sign-in/second-step?to={Uri.EscapeDataString(path)}";
    }

    async Task<UserId?> JoinAsync(ExternalIdentity identity, ExternalPerson person, CancellationToken cancellation)
    {
        var account = new CreateUser(UserId.New(time.Now()), person.Email!, person.NameOrAddress, PasswordHash: null, IsAdministrator: false);
        var command = new JoinByIdentity(account, new ConnectIdentity(identity, account.Id, person.Label));
        var outcome = await commits.CommitAsync(new Change<bool>(
            need =>
            {
                need.AccountWithEmail(account.Email);
                need.ExternalLogin(identity);
            },
            command.Decide, _ => true, cancellation)
        {
            By = new(account.Id),
        });
        return outcome.Refusal is null ? account.Id : null;
    }

    async Task<string> ConnectAsync(string user, string signIn, ExternalIdentity identity, Provider provider, ExternalPerson person, CancellationToken cancellation)
    {
        var (id, credential) = (new UserId(Guid.Parse(user)), Guid.Parse(signIn));
        // The sign-in's own cookie does not come along from another site. What they were sent with says who asked, and may be older than the end of that sign-in.
        if (!await IsSignedInAsync(credential, id, cancellation))
            return Page(connects: true, Return.Failed);
        var isNew = false;
        var outcome = await commits.CommitAsync(new Change<Account>(
            need =>
            {
                need.User(id);
                need.ExternalLogin(identity);
            },
            state =>
            {
                isNew = state.ExternalLogins.Find(identity) is null;
                return new ConnectIdentity(identity, id, person.Label).Decide(state);
            },
            state => state.Accounts.Get(id), cancellation)
        {
            By = new(id, credential),
        });
        if (outcome.Refusal is not null)
            return Page(connects: true, Return.Taken);
        if (isNew)
            notices.IdentityConnected(outcome.Value!, provider.DisplayName);
        return $"/account?connected={provider.Name}";
    }

    async Task<UserId?> FindAsync(ExternalIdentity identity, CancellationToken cancellation)
    {
        await using var find = dataSource.CreateCommand(FindSql);
        find.Parameters.Add(new NpgsqlParameter<string> { TypedValue = identity.Provider });
        find.Parameters.Add(new NpgsqlParameter<string> { TypedValue = identity.Subject });
        return await find.ExecuteScalarAsync(cancellation) is Guid id ? new UserId(id) : null;
    }

    async Task<bool> IsSignedInAsync(Guid signIn, UserId user, CancellationToken cancellation)
    {
        await using var find = dataSource.CreateCommand(IsSignedInSql);
        find.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = signIn });
        find.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = user.Value });
        find.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
        return (bool)(await find.ExecuteScalarAsync(cancellation))!;
    }

    static string Page(bool connects, string trouble) => $"{(connects ? "/account" : "/sign-in")}?external={trouble}";
}
