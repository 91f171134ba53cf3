using System.Security.Cryptography;
using System.Text;
using Throughline.Domain;
using Throughline.Server.Journal;

namespace Throughline.Server.Edge.Contracts;

/// <summary>The request's <c>Idempotency-Key</c> with a fingerprint of what it asks.</summary>
public static class RequestKey
{
    internal const string Header = "Idempotency-Key";
    internal const int Longest = 200;
    static readonly object Item = new();

    /// <summary>Notes key and fingerprint while the body is at hand.</summary>
    /// <returns>What is wrong with the key, if anything.</returns>
    internal static Refusal? Remember(HttpContext context, ReadOnlySpan<byte> body)
    {
        if (!context.Request.Headers.TryGetValue(Header, out var values))
            return null;
        var key = values.ToString();
        if (values.Count != 1 || key.Length is 0 or > Longest || key.AsSpan().ContainsAnyExceptInRange('!', '~'))
            return Refusal.Invalid(Header, $"It is 1 to {Longest} visible ASCII characters.");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}\n"));
        hash.AppendData(body);
        context.Items[Item] = (key, hash.GetHashAndReset());
        return null;
    }

    public static IdempotencyKey? Of(HttpContext context, CurrentUser user) =>
        context.Items[Item] is (string key, byte[] fingerprint) ? new IdempotencyKey(user.Id, key, fingerprint) : null;
}
