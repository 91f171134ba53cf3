using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Users.Lockout;
using Throughline.Server.Features.Users.Passkeys;

namespace Throughline.Server.Features.Users;

/// <summary>
/// Who is signed in proves anew who they are before what proves it is changed: a browser that was left open is not enough. With the password, or
/// with a passkey.
/// </summary>
sealed class ProveAgain(NpgsqlDataSource dataSource, Passwords passwords, PasskeySignIn passkeys, SignInThrottle throttle, Tries tries)
{
    const string Sql = "SELECT email, password_hash FROM accounts WHERE id = @id";

    /// <returns>Why not; null: it is they.</returns>
    public async Task<Refusal?> WhyNotAsync(ProofRequest proof, Rights rights, HttpContext context)
    {
        if (proof.Passkey.Or(null) is not { } passkey)
            return await WhyNotAsync("password", proof.Password.Or(null), rights, context);
        throttle.Count(rights.User);
        return await passkeys.FindAsync(context, passkey) == rights.User ? null : Refusal.Invalid("passkey", "It is none of your passkeys, or its answer came too late.");
    }

    /// <param name="field">Where the password stands.</param>
    /// <inheritdoc cref="WhyNotAsync(ProofRequest, Rights, HttpContext)"/>
    public async Task<Refusal?> WhyNotAsync(string field, string? password, Rights rights, HttpContext context)
    {
        if (string.IsNullOrEmpty(password))
            return Refusal.Invalid(field, "It is required.");
        string email;
        string? hash;
        await using (var connection = await dataSource.OpenConnectionAsync(context.RequestAborted))
            (email, hash) = await connection.QuerySingleAsync<(string, string?)>(
                new CommandDefinition(Sql, new { id = rights.User.Value }, cancellationToken: context.RequestAborted));
        throttle.Count(context, email);
        await tries.CheckAsync(email, context.RequestAborted);
        if (password.Length <= Passwords.Longest && await passwords.IsRightAsync(hash, password, context.RequestAborted))
            return null;
        await tries.CountAsync(email);
        return Refusal.Invalid(field, "It is not your password.");
    }
}
