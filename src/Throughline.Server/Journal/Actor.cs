using Throughline.Domain;

namespace Throughline.Server.Journal;

/// <summary>Who makes a change, and with what they proved it.</summary>
/// <param name="CredentialId">The token or the sign-in; null: there was none.</param>
public readonly record struct Actor(UserId UserId, Guid? CredentialId = null)
{
    /// <summary>The program itself, for nobody in particular; or somebody who is nobody yet.</summary>
    public static readonly Actor Program = new(UserId.Local);
}
