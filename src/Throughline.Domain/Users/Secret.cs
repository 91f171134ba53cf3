using NodaTime;

namespace Throughline.Domain.Users;

/// <summary>What a token or a sign-in is proved with. Only the hash is kept, and no fact tells it.</summary>
/// <param name="Id">The token's or the sign-in's id.</param>
/// <param name="Hash">SHA-256 of the secret's bytes: 32 bytes.</param>
/// <param name="Label">What its owner calls the token; the program that the browser says it is.</param>
/// <param name="IsStale">It is a sign-in's, and older than the role that its person has now: it is to be renewed.</param>
/// <param name="EarlierHash">Of the secret before it, if it was renewed.</param>
/// <param name="EarlierUntil">From when on that one is good for nothing.</param>
public sealed record Secret(Guid Id, byte[] Hash, string Label, bool IsStale = false, byte[]? EarlierHash = null, Instant? EarlierUntil = null)
{
    public const int LabelLength = 200;
}
