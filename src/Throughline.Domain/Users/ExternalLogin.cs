using NodaTime;

namespace Throughline.Domain.Users;

/// <summary>Who somebody is at a provider that signs people in.</summary>
/// <param name="Provider">What the settings call it.</param>
/// <param name="Subject">The provider's own name for them, which it never gives to another.</param>
public readonly record struct ExternalIdentity(string Provider, string Subject)
{
    public const int SubjectLength = 255;
}

/// <summary>Whom an identity elsewhere signs in here. It is personal, so no fact tells it.</summary>
/// <param name="Label">What their owner knows them by there: a mail address or a name.</param>
public sealed record ExternalLogin(ExternalIdentity Identity, UserId UserId, string Label, Instant CreatedAt)
{
    public const int LabelLength = 254;
}
