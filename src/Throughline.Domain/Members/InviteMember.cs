using NodaTime;
using Throughline.Domain.Access;
using Throughline.Domain.Facts;
using Throughline.Domain.Users;

namespace Throughline.Domain.Members;

/// <summary>Invites whoever reads the mail of an address into a project. A later invitation of the same address makes the earlier one useless.</summary>
public sealed record InviteMember(InvitationId Id, ProjectId ProjectId, string Email, Role Role, UserId By, byte[] Hash, Duration Lasts)
{
    /// <summary>Invitations that wait in one project at most.</summary>
    public const int Most = 200;

    /// <param name="state">Holds the project and its invitations.</param>
    public Decision Decide(State state)
    {
        var rules = new InputRules();
        Account.CheckEmail("email", Email, rules);
        if (rules.Refusal is { } refusal)
            return refusal;
        if (state.Projects.Find(ProjectId) is null)
            return Refusal.NotFound("project");
        var key = Account.KeyOf(Email);
        var (waiting, over) = (0, new List<InvitationId>());
        foreach (var earlier in state.Invitations.All.Where(i => i.ProjectId == ProjectId))
            if (earlier.EmailKey == key || earlier.ExpiresAt <= state.Now)
                over.Add(earlier.Id);
            else
                waiting++;
        if (waiting >= Most)
            return Refusal.Conflict("too-many-invitations", $"{Most} invitations into the project wait already. Take some of them back first.");
        return Decision.Of(new Draft(ProjectId, Id.Value, new MemberInvited(Role))).With(s =>
        {
            over.ForEach(s.Invitations.Remove);
            s.Invitations.Put(Id, new Invitation(Id, ProjectId, Email, Role, By, Hash, s.Now, s.Now + Lasts));
        });
    }
}
