using Throughline.Domain.Facts;

namespace Throughline.Domain.Members;

static class MemberFold
{
    public static void Apply(State state, Fact fact)
    {
        var key = new MemberKey(fact.ProjectId, new(fact.SubjectId));
        switch (fact.Data)
        {
            case MemberAdded added:
                state.Members.Add(key, new Member(key.ProjectId, key.UserId, added.Role, fact.At));
                break;
            case MemberEdited edited:
                state.Members.Put(key, state.Members.Get(key) with { Role = edited.Role.New });
                break;
            case MemberRemoved:
                state.Members.Remove(key);
                break;
            case MemberInvited or InvitationRevoked:
                // Whom it invites stands beside the journal.
                break;
        }
    }
}
