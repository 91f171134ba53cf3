using NodaTime;

namespace Throughline.Domain.Users;

/// <summary>What a token or a sign-in is proved with. Only the hash is kept, and no fact tells it.</summary>
/// <param name="Id">The token's or the sign-in's id.</param>
/// <param name="Hash">SHA-256 of the secret's bytes: 32 bytes.</param>
/// <param name="Label">What its owner calls the token; the program that the browser says it is.</param>
/// <param name="IsStale">It is a sign-in's, and older than the role that its person has now: it is to be renewed.</param>
/// <param name="Next">The one that is offered in its place.</param>
/// <param name="EarlierHash">Of the secret before it, if it was renewed.</param>
/// <param name="EarlierUntil">From when on that one is good for nothing.</param>
public sealed record Secret(
    Guid Id, byte[] Hash, string Label, bool IsStale = false, NextSecret? Next = null, byte[]? EarlierHash = null, Instant? EarlierUntil = null)
{
    public const int LabelLength = 200;
}

/// <summary>A secret that is made of the one before: whoever shows that one is given the same one each time, and it has to be kept nowhere.</summary>
/// <param name="Salt">What it is made with.</param>
/// <param name="Hash">SHA-256 of its bytes.</param>
public sealed record NextSecret(byte[] Salt, byte[] Hash);
