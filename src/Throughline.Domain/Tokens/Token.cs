using NodaTime;
using Throughline.Domain.Access;

namespace Throughline.Domain.Tokens;

/// <summary>What a program proves with that it acts for a user.</summary>
/// <param name="ExpiresAt">From when on it is good for nothing; null: it does not expire.</param>
public sealed record Token(TokenId Id, UserId UserId, Scopes Scopes, Instant? ExpiresAt, Instant CreatedAt);
