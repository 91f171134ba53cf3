using Throughline.Domain.Access;
using Throughline.Domain.Facts;
using Throughline.Domain.Users;

namespace Throughline.Domain.Tests.Users;

public class RenewSignInTests
{
    static readonly byte[] First = [1, 2, 3];
    static readonly NextSecret Second = new([4], [4, 5, 6]);
    static readonly NextSecret Third = new([7], [7, 8, 9]);

    readonly GivenUsers _given = new();

    State State => _given.State;

    [Fact]
    public void A_stale_secret_offers_the_next_one_as_often_as_it_is_shown()
    {
        var (user, signIn) = SignedIn();
        MakeStale(signIn);
        Offer(signIn, user, First, Second).ShouldBe(Second);
        Offer(signIn, user, First, Third).ShouldBe(Second);
        State.Secrets.Get(signIn.Value).Hash.ShouldBe(First);
    }

    [Fact]
    public void The_next_one_replaces_it_when_it_is_shown_and_the_one_before_is_good_for_a_while()
    {
        var (user, signIn) = SignedIn();
        MakeStale(signIn);
        Offer(signIn, user, First, Second);
        var shown = new RenewSignIn(signIn, user, Second.Hash, Third);
        _given.Take(shown.Decide(State)).Facts.ShouldBe([new(default, user.Value, new UserSignInRenewed(signIn))]);
        shown.Offered(State).ShouldBeNull();
        var secret = State.Secrets.Get(signIn.Value);
        (secret.IsStale, secret.Next, secret.Label, secret.EarlierUntil).ShouldBe((false, null, "A browser", GivenUsers.Noon + RenewSignIn.Grace));
        secret.Hash.ShouldBe(Second.Hash);
        secret.EarlierHash.ShouldBe(First);
        State.SignIns.Get(signIn).ExpiresAt.ShouldBe(GivenUsers.Noon + Duration.FromDays(1));
        Nothing(shown);
        Nothing(new RenewSignIn(signIn, user, First, Third));
    }

    [Fact]
    public void What_is_not_stale_or_not_theirs_or_gone_stays_as_it_is()
    {
        var (user, signIn) = SignedIn();
        Nothing(new RenewSignIn(signIn, user, First, Second));
        MakeStale(signIn);
        Nothing(new RenewSignIn(signIn, user, Second.Hash, Third));
        Nothing(new RenewSignIn(signIn, _given.User("Ben"), First, Second));
        _given.Take(new EndSignIns(user, signIn).Decide(State));
        Nothing(new RenewSignIn(signIn, user, First, Second));
    }

    [Fact]
    public void Nothing_is_offered_while_the_one_before_is_good()
    {
        var (user, signIn) = SignedIn();
        MakeStale(signIn);
        Offer(signIn, user, First, Second);
        _given.Take(new RenewSignIn(signIn, user, Second.Hash, Third).Decide(State));
        MakeStale(signIn);
        State.Now += RenewSignIn.Grace - Duration.FromMilliseconds(1);
        Nothing(new RenewSignIn(signIn, user, Second.Hash, Third));
        State.Now += Duration.FromMilliseconds(1);
        Offer(signIn, user, Second.Hash, Third).ShouldBe(Third);
    }

    [Fact]
    public void It_is_due_after_another_role_that_somebody_else_gave_and_after_nothing_else()
    {
        FactData[] due = [new MemberAdded(Role.Viewer), new MemberEdited(new(Role.Viewer, Role.Owner)), new MemberRemoved(Role.Owner),
            new UserEdited(new(1, 2)) { IsAdministrator = new(true, false) }];
        foreach (var data in due)
        {
            IsDue(data).ShouldBeTrue(data.Type);
            IsDue(data, bySelf: true).ShouldBeFalse(data.Type);
        }
        var others = Facts.Specimens.All.Where(s => s is not (MemberAdded or MemberEdited or MemberRemoved or UserEdited)).ToList();
        others.Count.ShouldBeGreaterThan(20);
        foreach (var data in others.Append(new UserEdited(new(1, 2)) { IsDisabled = new(false, true) }))
            IsDue(data).ShouldBeFalse(data.Type);
    }

    static bool IsDue(FactData data, bool bySelf = false)
    {
        var subject = Guid.NewGuid();
        return RenewSignIn.IsDueAfter(new Fact(new(1), GivenUsers.Noon, GivenUsers.Noon, default, bySelf ? new(subject) : new(Guid.NewGuid()), subject, data));
    }

    NextSecret? Offer(SignInId signIn, UserId user, byte[] shown, NextSecret next)
    {
        var renew = new RenewSignIn(signIn, user, shown, next);
        _given.Take(renew.Decide(State)).Facts.ShouldBeEmpty();
        return renew.Offered(State);
    }

    (UserId, SignInId) SignedIn()
    {
        var user = _given.User($"Ada{State.Users.Count}");
        return (user, _given.SignIn(user));
    }

    // As the rows do it in the commit of what changed the role.
    void MakeStale(SignInId signIn) => State.Secrets.Put(signIn.Value, State.Secrets.Get(signIn.Value) with { IsStale = true });

    void Nothing(RenewSignIn renew)
    {
        var decision = renew.Decide(State);
        decision.Refusal.ShouldBeNull();
        decision.Facts.ShouldBeEmpty();
        decision.Aside.ShouldBeNull();
    }
}
