using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Users;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Features.Users;

/// <summary>A link by which a user chooses a password. Its code is shown once and kept nowhere; behind the # no server and no log sees it.</summary>
sealed record PasswordLink(OfferLink Command, string Path)
{
    static readonly Duration Lasts = Duration.FromDays(3);

    public static PasswordLink New(UserId user)
    {
        var (code, hash) = Secrets.New();
        return new PasswordLink(new OfferLink(Guid.NewGuid(), user, hash, Lasts), $"/password#{code}");
    }

    public PasswordLinkResponse ToResponse(Instant now) => new(Path, now + Lasts);
}
