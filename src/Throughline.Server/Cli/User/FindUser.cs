using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Users;

namespace Throughline.Server.Cli.User;

/// <summary>The user whom people name by their mail address.</summary>
static class FindUser
{
    const string FindSql = "SELECT id FROM accounts WHERE email_key = $1";

    /// <exception cref="UsageException">There is no such account.</exception>
    public static async Task<UserId> ByEmailAsync(NpgsqlDataSource source, string email) =>
        await TryByEmailAsync(source, email) ?? throw new UsageException($"There is no account {email}. `user list` shows those that there are.");

    public static async Task<UserId?> TryByEmailAsync(NpgsqlDataSource source, string email)
    {
        await using var find = source.CreateCommand(FindSql);
        find.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Account.KeyOf(email) });
        return await find.ExecuteScalarAsync() is Guid id ? new UserId(id) : null;
    }
}
