using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Throughline.Domain;
using Throughline.Domain.Users;

namespace Throughline.Server.Features.Users;

/// <summary>
/// Passwords: what is taken, how it is kept, and whether one is right. Hashing takes long on purpose, so few are hashed at a time: whoever
/// tries many passwords waits for himself, and the others don't notice.
/// </summary>
public sealed class Passwords : IDisposable
{
    public const int Shortest = 12;
    public const int Longest = 128;

    // PBKDF2 with HMAC-SHA512: OWASP's Password Storage Cheat Sheet asks for 210,000 rounds.
    static readonly PasswordHasher<Account> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));

    // So that an address without an account takes as long as a wrong password.
    static readonly string Nobodys = Hasher.HashPassword(null!, Guid.NewGuid().ToString());

    readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>Says what is wrong with a password that somebody chooses. There are no rules about kinds of characters: length is what counts.</summary>
    public static void Check(string field, string? password, InputRules rules)
    {
        if (string.IsNullOrEmpty(password))
            rules.Add(field, "It is required.");
        else if (password.Length < Shortest)
            rules.Add(field, $"It has {password.Length} characters; take at least {Shortest}. A few words that you don't use elsewhere are good.");
        else if (password.Length > Longest)
            rules.Add(field, $"It has {password.Length} characters; at most {Longest} are taken.");
        else if (PopularPasswords.Holds(password))
            rules.Add(field, "It is one that many people take, so it is tried first. Choose another.");
    }

    /// <summary>A password as it is kept. On the caller's thread.</summary>
    public static string Hash(string password) => Hasher.HashPassword(null!, password);

    public async Task<string> HashAsync(string password, CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation);
        try
        {
            return await Task.Run(() => Hash(password), cancellation);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <param name="hash">Null: there is no such account, or it has no password. It takes as long.</param>
    public async Task<bool> IsRightAsync(string? hash, string password, CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation);
        try
        {
            return await Task.Run(() => Hasher.VerifyHashedPassword(null!, hash ?? Nobodys, password) != PasswordVerificationResult.Failed, cancellation) && hash is not null;
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();
}
