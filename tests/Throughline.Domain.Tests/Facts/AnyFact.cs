using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Throughline.Domain.Access;
using Throughline.Domain.Factors;
using Throughline.Domain.Facts;
using Throughline.Domain.Labels;
using Throughline.Domain.Views;
using Throughline.Domain.Projects;
using Throughline.Domain.Tests.Histories;
using Throughline.Domain.Work;

namespace Throughline.Domain.Tests.Facts;

/// <summary>Random facts by type, wilder than any decision makes them: what was written once must be read whatever it says.</summary>
public static class AnyFact
{
    public static IReadOnlyDictionary<string, Gen<FactData>> ByType { get; } = new Dictionary<string, Gen<FactData>>(StringComparer.Ordinal)
    {
        [ProjectCreated.TypeName] = from key in Text from name in Text select (FactData)new ProjectCreated(key, name),
        [ProjectEdited.TypeName] =
            from name in Maybe(Text)
            from key in Maybe(Text)
            from archived in Maybe(Either)
            from limits in Maybe(AnyLimits)
            from version in Change(Number)
            select (FactData)new ProjectEdited(version) { Name = name, Key = key, IsArchived = archived, Limits = limits },
        [ProjectDeleted.TypeName] =
            from key in Text
            from name in Text
            from version in Number
            from archived in Either
            from stories in AnyCounts
            from tasks in AnyCounts
            from limits in AnyLimits
            select (FactData)new ProjectDeleted(key, name, version, archived, stories, tasks, limits),
        [StoryCreated.TypeName] =
            from number in Number
            from title in Text
            from description in Text
            from status in Status
            from priority in Priority
            from labels in Texts.Labels
            from assignee in Assignee
            from external in ExternalKey
            select (FactData)new StoryCreated(number, title, description, status, priority, labels, assignee, external),
        [StoryEdited.TypeName] =
            from version in Change(Number)
            from title in Maybe(Text)
            from description in Maybe(Text)
            from priority in Maybe(Priority)
            from labels in Maybe(Texts.Labels)
            from assignee in Maybe(Assignee)
            select (FactData)new StoryEdited(version)
            {
                Title = title,
                Description = description,
                Priority = priority,
                Labels = labels,
                AssigneeId = assignee,
            },
        [StoryMoved.Started] = StoryMove((0, 1)),
        [StoryMoved.Completed] = StoryMove((0, 2), (1, 2)),
        [StoryMoved.Reopened] = StoryMove((2, 0), (2, 1)),
        [StoryMoved.Unstarted] = StoryMove((1, 0)),
        [StoryRanked.TypeName] = from rank in Change(ExternalKey) select (FactData)new StoryRanked(rank),
        [StoryDeleted.TypeName] =
            from number in Number
            from title in Text
            from description in Text
            from status in Status
            from priority in Priority
            from labels in Texts.Labels
            from version in Number
            from assignee in Assignee
            from external in ExternalKey
            from rank in ExternalKey
            select (FactData)new StoryDeleted(number, title, description, status, priority, labels, version, assignee, external, rank),
        [TaskCreated.TypeName] =
            from story in Story
            from title in Text
            from description in Text
            from status in Status
            from estimate in Time
            from spent in Time
            select (FactData)new TaskCreated(story, title, description, status, estimate, spent),
        [TaskEdited.TypeName] =
            from story in Story
            from version in Change(Number)
            from title in Maybe(Text)
            from description in Maybe(Text)
            from estimate in Maybe(Time)
            from spent in Maybe(Time)
            select (FactData)new TaskEdited(story, version)
            {
                Title = title,
                Description = description,
                Estimate = estimate,
                TimeSpent = spent,
            },
        [TaskMoved.Started] = TaskMove((0, 1)),
        [TaskMoved.Completed] = TaskMove((0, 2), (1, 2)),
        [TaskMoved.Reopened] = TaskMove((2, 0), (2, 1)),
        [TaskMoved.Unstarted] = TaskMove((1, 0)),
        [TaskDeleted.TypeName] =
            from story in Story
            from title in Text
            from description in Text
            from status in Status
            from estimate in Time
            from spent in Time
            from version in Number
            from epoch in Number
            from lease in LeaseStates
            from session in Session
            from attempts in Number
            from aside in Gen.Elements(true, false)
            from failure in Failure
            select (FactData)new TaskDeleted(story, title, description, status, estimate, spent, version)
            {
                LeaseEpoch = epoch,
                LeaseState = lease,
                SessionId = session,
                Attempts = attempts,
                SetAside = aside,
                Failure = failure,
            },
        [TaskClaimed.TypeName] =
            from story in Story
            from status in Change(Status)
            from lease in Lease
            from attempts in Change(Number)
            select (FactData)new TaskClaimed(story, status, lease, attempts),
        [TaskReleased.TypeName] =
            from story in Story
            from lease in Lease
            from failed in Gen.Elements(true, false)
            from status in Maybe(Status)
            from reason in Failure
            from attempts in Maybe(Number)
            from spent in Maybe(Time)
            from failure in Maybe(Failure)
            select (FactData)new TaskReleased(story, lease, failed, status, reason)
            {
                Attempts = attempts,
                TimeSpent = spent,
                Failure = failure,
            },
        [TaskExpired.TypeName] =
            from story in Story
            from status in Change(Status)
            from lease in Lease
            from failure in Maybe(Failure)
            select (FactData)new TaskExpired(story, status, lease, failure),
        [TaskSetAside.TypeName] =
            from story in Story
            from attempts in Number
            from reason in Text
            select (FactData)new TaskSetAside(story, attempts, reason),
        [TaskRequeued.TypeName] =
            from story in Story
            from attempts in Change(Number)
            from failure in Maybe(Failure)
            select (FactData)new TaskRequeued(story, attempts, failure),
        [UserCreated.TypeName] = from administrator in Either select (FactData)new UserCreated(administrator),
        [UserEdited.TypeName] =
            from version in Change(Number)
            from administrator in Maybe(Either)
            from disabled in Maybe(Either)
            select (FactData)new UserEdited(version)
            {
                IsAdministrator = administrator,
                IsDisabled = disabled,
            },
        [UserErased.TypeName] =
            from version in Change(Number)
            from administrator in Either
            from disabled in Either
            select (FactData)new UserErased(version, administrator, disabled),
        [AccountEdited.TypeName] = from field in Text select (FactData)new AccountEdited(field),
        [UserSignedIn.TypeName] = from id in SignIn from moment in Moment select (FactData)new UserSignedIn(id, moment),
        [UserSignInRenewed.TypeName] = from id in SignIn select (FactData)new UserSignInRenewed(id),
        [UserSignedOut.TypeName] = from id in SignIn from moment in Moment select (FactData)new UserSignedOut(id, moment),
        [FactorAdded.TypeName] = from kind in Factors select (FactData)new FactorAdded(kind),
        [FactorRemoved.TypeName] = from kind in Factors select (FactData)new FactorRemoved(kind),
        [SignInsFailed.TypeName] =
            from user in User
            from count in Number
            from others in Number
            from accounts in Gen.Elements(0, 1, 2)
            select (FactData)new SignInsFailed(count, [.. Enumerable.Repeat(new FailedAccount(user, count), accounts)], others),
        [TokenCreated.TypeName] =
            from user in User
            from scopes in ScopeSets
            from end in Ending
            select (FactData)new TokenCreated(user, scopes, end),
        [TokenRevoked.TypeName] =
            from user in User
            from scopes in ScopeSets
            from end in Ending
            select (FactData)new TokenRevoked(user, scopes, end),
        [LabelColored.TypeName] = from name in Text from color in Change(LabelColors) select (FactData)new LabelColored(name, color),
        [ViewCreated.TypeName] = from name in Text from state in ViewStates from version in Number select (FactData)new ViewCreated(name, state, version),
        [ViewEdited.TypeName] =
            from version in Change(Number)
            from name in Maybe(Text)
            from state in Maybe(ViewStates)
            select (FactData)new ViewEdited(version) { Name = name, State = state },
        [ViewDeleted.TypeName] = from name in Text from state in ViewStates from version in Number select (FactData)new ViewDeleted(name, state, version),
        [BaseItemCreated.TypeName] = from text in Text select (FactData)new BaseItemCreated(text),
        [BaseItemEdited.TypeName] = from version in Change(Number) from text in Maybe(Text) select (FactData)new BaseItemEdited(version) { Description = text },
        [BaseItemDeleted.TypeName] = from text in Text from version in Number select (FactData)new BaseItemDeleted(text, version),
        [ItemCreated.TypeName] = from kind in Fresh select (FactData)new ItemCreated(new(kind)),
        [ItemEdited.TypeName] = from version in Change(Number) from label in Maybe(Text) select (FactData)new ItemEdited(version) { Label = label is null ? null : new(label.Old, label.New) },
        [ItemTransferred.TypeName] =
            from transfer in Fresh
            from owner in User
            from giver in Assignee
            from flags in Gen.Choose(0, 7)
            from corrects in Fresh
            select (FactData)new ItemTransferred(new(transfer), owner, giver, (flags & 1) > 0, (flags & 2) > 0, (flags & 4) > 0, flags == 7 ? null : new(corrects)),
        [TransferAccepted.TypeName] = from item in Fresh from first in Either select (FactData)new TransferAccepted(new(item), first),
        [TransferRefused.TypeName] = from item in Fresh from reason in Text select (FactData)new TransferRefused(new(item), reason),
        [TransferRecalled.TypeName] = from item in Fresh select (FactData)new TransferRecalled(new(item)),
        [TransferCorrected.TypeName] =
            from item in Fresh
            from first in Either
            from reason in Failure
            select (FactData)new TransferCorrected(new(item), first ? null : new(item), first, reason),
        [TransferReordered.TypeName] = from item in Fresh from first in Either select (FactData)new TransferReordered(new(item), first),
        [MemberAdded.TypeName] = from role in Roles select (FactData)new MemberAdded(role),
        [MemberEdited.TypeName] = from role in Change(Roles) select (FactData)new MemberEdited(role),
        [MemberRemoved.TypeName] = from role in Roles select (FactData)new MemberRemoved(role),
        [MemberInvited.TypeName] = from role in Roles select (FactData)new MemberInvited(role),
        [InvitationRevoked.TypeName] = from role in Roles select (FactData)new InvitationRevoked(role),
    };

    static Gen<Guid> Fresh => Gen.Fresh(Guid.NewGuid);

    static Gen<bool> Either => Gen.Elements(true, false);

    static Gen<Counts?> AnyCounts => Gen.OneOf(Gen.Constant<Counts?>(null), Gen.Choose(0, int.MaxValue).Select(n => (Counts?)new Counts(n, 0, 3L * n)));

    static Gen<WipLimits?> AnyLimits => Gen.OneOf(Gen.Constant<WipLimits?>(null),
        Number.Two().SelectMany(n => Either.Select(e => (WipLimits?)new WipLimits(e ? n.Item1 : null, n.Item2, e))));

    static Gen<SignInId> SignIn => Gen.Fresh(() => new SignInId(Guid.NewGuid()));

    static Gen<UserId> User => Gen.Elements(UserId.Local, new UserId(Guid.AllBitsSet));

    // To the microsecond, which is what is kept.
    static Gen<Instant> Moment => Gen.Choose(0, int.MaxValue).Select(i => Instant.FromUnixTimeTicks(10L * i * 1_000_003));

    static Gen<Instant?> Ending => Gen.OneOf(Gen.Constant<Instant?>(null), Moment.Select(m => (Instant?)m));

    static Gen<Scopes> ScopeSets => Gen.Choose(0, (int)Scopes.All).Select(s => (Scopes)s);

    static Gen<FactorKind> Factors => Gen.Elements(Enum.GetValues<FactorKind>());

    static Gen<LabelColor?> LabelColors => Gen.Elements(Enum.GetValues<LabelColor>().Select(c => (LabelColor?)c).Append(null));

    static Gen<ViewState> ViewStates =>
        from page in Gen.Elements(Enum.GetValues<ViewPage>())
        from filter in Text
        from words in Gen.Elements(null, "status", "-updated").Four()
        select new ViewState(page, filter, words.Item1, words.Item2, words.Item3, words.Item4);

    static Gen<Role> Roles => Gen.Elements(Enum.GetValues<Role>());

    static Gen<string> Text => Texts.Body;

    static Gen<int> Number => Gen.OneOf(Gen.Choose(1, 100), Gen.Constant(int.MaxValue));

    static Gen<Seconds> Time => Gen.Elements(0, 1, 3600, Seconds.Longest).Select(s => new Seconds(s));

    static Gen<Status> Status => Gen.Elements(Enum.GetValues<Status>());

    static Gen<Priority> Priority => Gen.Elements(Enum.GetValues<Priority>());

    static Gen<StoryId> Story => Gen.Fresh(() => new StoryId(Guid.NewGuid()));

    static Gen<UserId?> Assignee => Gen.Elements<UserId?>(null, UserId.Local, new UserId(Guid.AllBitsSet));

    static Gen<LeaseState> LeaseStates => Gen.Elements(Enum.GetValues<LeaseState>());

    static Gen<WorkerSessionId?> Session => Gen.Elements<WorkerSessionId?>(null, new WorkerSessionId(Guid.AllBitsSet));

    static Gen<string?> Failure => Gen.OneOf(Gen.Constant<string?>(null), Text.Select(t => (string?)t));

    static Gen<LeaseMove> Lease =>
        from epoch in Number
        from state in Change(LeaseStates)
        from session in Session
        select new LeaseMove(epoch, state, session);

    static Gen<string?> ExternalKey => Gen.OneOf(Gen.Constant<string?>(null), Text.Select(t => (string?)t));

    static Gen<Changed<T>> Change<T>(Gen<T> values) => values.Two().Select(v => new Changed<T>(v.Item1, v.Item2));

    static Gen<Changed<T>?> Maybe<T>(Gen<T> values) =>
        Gen.OneOf(Gen.Constant<Changed<T>?>(null), Change(values).Select(c => (Changed<T>?)c));

    static Gen<FactData> StoryMove(params (int, int)[] moves) =>
        from status in Move(moves) from version in Maybe(Number) select (FactData)new StoryMoved(status, version);

    static Gen<FactData> TaskMove(params (int, int)[] moves) =>
        from story in Story
        from status in Move(moves)
        from version in Maybe(Number)
        from lease in Gen.OneOf(Gen.Constant<LeaseMove?>(null), Lease.Select(l => (LeaseMove?)l))
        from spent in Maybe(Time)
        from attempts in Maybe(Number)
        from failure in Maybe(Failure)
        select (FactData)new TaskMoved(story, status, version)
        {
            Lease = lease,
            TimeSpent = spent,
            Attempts = attempts,
            Failure = failure,
        };

    static Gen<Changed<Status>> Move((int Old, int New)[] moves) =>
        Gen.Elements(moves).Select(m => new Changed<Status>((Status)m.Old, (Status)m.New));
}
