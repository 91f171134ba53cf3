namespace Throughline.Server.Mail.Letters;

/// <summary>Invitations into projects.</summary>
public static class InvitationLetter
{
    public static Letter Of(string to, string project, string inviter, string inviterEmail, Uri link) => Letter.Of("invitation", to, "You are invited to a project at Throughline",
        [$"{inviter} ({inviterEmail}) invites you to the project “{project}” at Throughline."],
        ("See the invitation", link),
        "The link works once, within seven days. If you don't know what this is about, do nothing.");
}
