using NodaTime;

namespace Throughline.Domain.Users;

/// <summary>A browser in which a person is signed in.</summary>
public sealed record SignIn(SignInId Id, UserId UserId, Instant CreatedAt, Instant ExpiresAt);
