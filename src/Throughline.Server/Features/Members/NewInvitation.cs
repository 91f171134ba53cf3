using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Members;
using Throughline.Server.Journal.Access;
using Throughline.Server.Mail;
using Throughline.Server.Mail.Letters;

namespace Throughline.Server.Features.Members;

/// <summary>An invitation with its link. The code is sent or shown once and kept nowhere; behind the # no server and no log sees it.</summary>
sealed record NewInvitation(InviteMember Command, string Path)
{
    static readonly Duration Lasts = Duration.FromDays(7);

    public static NewInvitation To(ProjectId project, string email, Role role, UserId by, Instant now)
    {
        var (code, hash) = Secrets.New();
        return new NewInvitation(new InviteMember(InvitationId.New(now), project, email, role, by, hash, Lasts), $"/invitation#{code}");
    }

    /// <param name="state">Holds the project and who invites.</param>
    /// <returns>Null: no mail is sent here.</returns>
    public Letter? LetterBy(State state, Outbox outbox)
    {
        var inviter = state.Accounts.Find(Command.By);
        return outbox.IsSetUp
            ? InvitationLetter.Of(Command.Email, state.Projects.Get(Command.ProjectId).Name, inviter?.Name ?? "", inviter?.Email ?? "", outbox.LinkTo(Path))
            : null;
    }
}
