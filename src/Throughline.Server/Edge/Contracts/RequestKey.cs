using System.Security.Cryptography;
using System.Text;
using Throughline.Domain;
using Throughline.Server.Journal;

namespace Throughline.Server.Edge.Contracts;

/// <summary>Says in the API's description that each line of a body has a key of its own, made of the request's.</summary>
public sealed record KeyedLines;

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
        var (key, refusal) = Read(context);
        if (key is not null)
            context.Items[Item] = (key, Fingerprint(context, body));
        return refusal;
    }

    public static IdempotencyKey? Of(HttpContext context, Rights rights) =>
        context.Items[Item] is (string key, byte[] fingerprint) ? new IdempotencyKey(rights.User, key, fingerprint) : null;

    /// <summary>
    /// For a body that is taken line by line: each line has a key of its own, so that a batch that broke off is sent again and only what is
    /// missing is done. The blank keeps it apart from every key that can be sent.
    /// </summary>
    /// <returns>Null: there is no key.</returns>
    /// <exception cref="RefusedException">It is no key.</exception>
    public static Func<Ndjson.Line, IdempotencyKey>? OfLines(HttpContext context, Rights rights)
    {
        var (key, refusal) = Read(context);
        if (refusal is not null)
            throw new RefusedException(refusal);
        return key is null ? null : line => new IdempotencyKey(rights.User, $"{key} {line.Number}", Fingerprint(context, line.Utf8.Span));
    }

    static (string? Key, Refusal? Refusal) Read(HttpContext context)
    {
        if (!context.Request.Headers.TryGetValue(Header, out var values))
            return (null, null);
        var key = values.ToString();
        return values.Count != 1 || key.Length is 0 or > Longest || key.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? (null, Refusal.Invalid(Header, $"It is 1 to {Longest} visible ASCII characters."))
            : (key, null);
    }

    static byte[] Fingerprint(HttpContext context, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}\n"));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
