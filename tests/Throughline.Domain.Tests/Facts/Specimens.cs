using NodaTime;
using Throughline.Domain.Access;
using Throughline.Domain.Factors;
using Throughline.Domain.Facts;
using Throughline.Domain.Labels;
using Throughline.Domain.Views;
using Throughline.Domain.Work;

namespace Throughline.Domain.Tests.Facts;

/// <summary>Facts of every type, with all members and with the fewest, as they stand in the approved written form.</summary>
public static class Specimens
{
    static readonly StoryId Story = new(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057"));
    static readonly UserId Person = new(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8058"));
    static readonly WorkerSessionId Worker = new(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8059"));
    static readonly SignInId SignIn = new(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8060"));
    static readonly BaseItemId Kind = new(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8061"));
    static readonly ItemId Thing = new(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8062"));
    static readonly TransferId Handed = new(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8063"));
    static readonly TransferId Wrong = new(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8064"));
    static readonly Instant Later = Instant.FromUtc(2026, 1, 31, 12, 0) + Duration.FromMilliseconds(500);
    static readonly LabelSet Labels = LabelSet.Of(["web", "größe"]);
    static readonly Changed<int> Edited = new(1, 2);

    public static IReadOnlyList<FactData> All { get; } =
    [
        new ProjectCreated("TL", "Throughline"),
        new ProjectEdited(Edited) { Name = new("Throughline", "Through \"line\""), Key = new("TL", "LINE"), IsArchived = new(false, true) },
        new ProjectEdited(Edited) { Limits = new(null, new(20, 8, true)) },
        new ProjectEdited(Edited) { Limits = new(new(null, 8), null) },
        new ProjectDeleted("TL", "Throughline", 2, true, new(1, 2, 3), new(4, 5, 6)),

        new StoryCreated(12, "Ship it", "line 1\nline 2 <b>😀</b>", Status.InProgress, Priority.Urgent, Labels, Person),
        new StoryCreated(13, "Ship it", "", Status.Open, Priority.None, LabelSet.Empty),
        new StoryCreated(14, "Ship it", "", Status.Open, Priority.None, LabelSet.Empty, ExternalKey: "XD-1"),
        new StoryEdited(Edited)
        {
            Title = new("Ship it", "Ship them"),
            Description = new("", "Soon"),
            Priority = new(Priority.Low, Priority.Medium),
            Labels = new(LabelSet.Empty, Labels),
            AssigneeId = new(null, UserId.Local),
        },
        new StoryEdited(Edited) { AssigneeId = new(Person, null) },
        new StoryMoved(new(Status.Open, Status.InProgress), Edited),
        new StoryMoved(new(Status.Open, Status.InProgress)),
        new StoryMoved(new(Status.Open, Status.InProgress), Labels: LabelSet.Of(["api", "web"])),
        new StoryMoved(new(Status.InProgress, Status.Done)),
        new StoryMoved(new(Status.Done, Status.InProgress)),
        new StoryMoved(new(Status.InProgress, Status.Open)),
        new StoryRanked(new(null, "2147483635i")),
        new StoryRanked(new("2147483635i", "2147483635j")),
        new StoryDeleted(12, "Ship it", "Soon", Status.Done, Priority.High, Labels, 3, UserId.Local),
        new StoryDeleted(13, "Ship it", "", Status.Open, Priority.None, LabelSet.Empty, 1),
        new StoryDeleted(14, "Ship it", "", Status.Open, Priority.None, LabelSet.Empty, 1, ExternalKey: "XD-1"),
        new StoryDeleted(15, "Ship it", "", Status.Open, Priority.None, LabelSet.Empty, 1, Rank: "2147483635i"),

        new TaskCreated(Story, "Pack it", "In a box", Status.Open, new(3600), new(0)),
        new TaskEdited(Story, Edited)
        {
            Title = new("Pack it", "Pack them"),
            Description = new("In a box", ""),
            Estimate = new(new(3600), new(Seconds.Longest)),
            TimeSpent = new(new(0), new(60)),
        },
        new TaskEdited(Story, Edited) { TimeSpent = new(new(60), new(0)) },
        new TaskMoved(Story, new(Status.Open, Status.InProgress), Edited),
        new TaskMoved(Story, new(Status.Open, Status.InProgress)),
        new TaskMoved(Story, new(Status.InProgress, Status.Done)),
        new TaskMoved(Story, new(Status.Done, Status.Open)),
        new TaskMoved(Story, new(Status.InProgress, Status.Open)),
        new TaskDeleted(Story, "Pack it", "In a box", Status.Done, new(3600), new(60), 3),

        new TaskClaimed(Story, new(Status.Open, Status.InProgress), new(2, new(LeaseState.Expired, LeaseState.Held), Worker), new(1, 2)),
        new TaskMoved(Story, new(Status.InProgress, Status.Done))
        {
            Lease = new(2, new(LeaseState.Held, LeaseState.Completed), Worker),
            TimeSpent = new(new(60), new(90)),
            Failure = new("The lease expired.", null),
        },
        new TaskMoved(Story, new(Status.Open, Status.Done)) { Lease = new(2, new(LeaseState.Expired, LeaseState.Completed)) },
        new TaskMoved(Story, new(Status.Open, Status.InProgress), Edited) { Lease = new(2, new(LeaseState.Expired, LeaseState.Void)) },
        new TaskMoved(Story, new(Status.Done, Status.Open), Edited) { Attempts = new(2, 0) },
        new TaskReleased(Story, new(1, new(LeaseState.Held, LeaseState.Released), Worker), true, new(Status.InProgress, Status.Open), "No \"box\"\n  at Pack()")
        {
            TimeSpent = new(new(0), new(60)),
            Failure = new(null, "No \"box\"\n  at Pack()"),
        },
        new TaskReleased(Story, new(1, new(LeaseState.Held, LeaseState.Released), Worker), false, new(Status.InProgress, Status.Open)) { Attempts = new(1, 0) },
        new TaskReleased(Story, new(1, new(LeaseState.Expired, LeaseState.Released)), false),
        new TaskExpired(Story, new(Status.InProgress, Status.Open), new(1, new(LeaseState.Held, LeaseState.Expired), Worker), new(null, "The lease expired.")),
        new TaskExpired(Story, new(Status.InProgress, Status.Open), new(1, new(LeaseState.Held, LeaseState.Expired), Worker)),
        new TaskSetAside(Story, 5, "No box"),
        new TaskRequeued(Story, new(5, 0), new("No box", null)),
        new TaskRequeued(Story, new(5, 0)),
        new TaskDeleted(Story, "Pack it", "In a box", Status.InProgress, new(3600), new(60), 3)
        {
            LeaseEpoch = 2,
            LeaseState = LeaseState.Held,
            SessionId = Worker,
            Attempts = 2,
            SetAside = true,
            Failure = "No box",
        },

        new UserCreated(true),
        new UserEdited(Edited) { IsAdministrator = new(false, true), IsDisabled = new(true, false) },
        new UserEdited(Edited),
        new UserErased(Edited, true, false),
        new AccountEdited("password"),
        new UserSignedIn(SignIn, Later),
        new UserSignInRenewed(SignIn),
        new UserSignedOut(SignIn, Later),
        new FactorAdded(FactorKind.Passkey),
        new FactorRemoved(FactorKind.RecoveryCode),
        new SignInsFailed(12, [new(Person, 7), new(UserId.Local, 3)], 2),
        new SignInsFailed(1, [], 1),
        new TokenCreated(Person, Scopes.Read | Scopes.Work, Later),
        new TokenCreated(Person, Scopes.All),
        new TokenRevoked(Person, Scopes.Write, Later),
        new LabelColored("api", new(null, LabelColor.Blue)),
        new LabelColored("api", new(LabelColor.Blue, null)),
        new ViewCreated("Mine, now everybody's", new(ViewPage.Stories, "status:open \"größe\"", "-updated", "status"), 3),
        new ViewCreated("Who does what", new(ViewPage.Board, "", Columns: "assignee", Lanes: "priority"), 1),
        new ViewEdited(Edited) { Name = new("All", "Everything"), State = new(new(ViewPage.Stories), new(ViewPage.Board, "-label:wontfix")) },
        new ViewEdited(Edited) { Name = new("All", "Everything") },
        new ViewDeleted("Everything", new(ViewPage.Stories), 2),
        new BaseItemCreated("A laptop, 14 inches"),
        new BaseItemEdited(Edited) { Description = new("A laptop", "A laptop, 14 inches") },
        new BaseItemDeleted("A laptop", 2),
        new ItemCreated(Kind, "SN-1"),
        new ItemCreated(Kind),
        new ItemEdited(Edited) { Label = new(null, "SN-1") },
        new ItemTransferred(Handed, Person, UserId.Local, Awaits: true, IsStated: true, Corrects: Wrong),
        new ItemTransferred(Handed, Person, IsFirst: true),
        new TransferAccepted(Thing, true),
        new TransferAccepted(Thing),
        new TransferRefused(Thing, "It is broken"),
        new TransferRecalled(Thing),
        new TransferCorrected(Thing, Handed, true, "It was the day before"),
        new TransferCorrected(Thing),
        new TransferReordered(Thing, true),
        new TransferReordered(Thing, false),
        new ProjectDeleted("TL", "Throughline", 2, true, ItemsHeld: 7),
        new MemberAdded(Role.Worker),
        new MemberEdited(new(Role.Viewer, Role.Owner)),
        new MemberRemoved(Role.Member),
        new MemberInvited(Role.Owner),
        new InvitationRevoked(Role.Viewer),
    ];
}
