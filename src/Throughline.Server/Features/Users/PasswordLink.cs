using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Users;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Features.Users;

/// <summary>
/// A link by which a user chooses a password. Its code is shown or sent once and kept nowhere; behind the # no server and no log sees it.
/// </summary>
sealed record PasswordLink(OfferLink Command, string Path)
{
    /// <summary>How long one is good that an administrator passes on.</summary>
    static readonly Duration Lasts = Duration.FromDays(3);

    /// <summary>How long one is good that somebody asked for themselves.</summary>
    static readonly Duration LastsForgotten = Duration.FromHours(1);

    public static PasswordLink New(UserId user) => New(user, Lasts);

    public static PasswordLink Forgotten(UserId user) => New(user, LastsForgotten);

    /// <param name="now">When it was made.</param>
    /// <param name="isSent">It goes by mail to whom it is for, and nobody else sees it.</param>
    public PasswordLinkResponse ToResponse(Instant now, bool isSent = false) => new(isSent ? null : Path, now + Command.Lasts);

    static PasswordLink New(UserId user, Duration lasts)
    {
        var (code, hash) = Secrets.New();
        return new PasswordLink(new OfferLink(Guid.NewGuid(), user, hash, lasts), $"/password#{code}");
    }
}
