using Throughline.Domain.Access;
using Throughline.Domain.Facts;
using Throughline.Domain.Users;

namespace Throughline.Domain.Tests.Users;

public class RenewSignInTests
{
    static readonly byte[] First = [1, 2, 3];
    static readonly byte[] Second = [4, 5, 6];
    static readonly byte[] Third = [7, 8, 9];

    readonly GivenUsers _given = new();

    State State => _given.State;

    [Fact]
    public void A_stale_secret_is_replaced_and_good_for_a_while()
    {
        var (user, signIn) = SignedIn();
        MakeStale(signIn);
        var renew = new RenewSignIn(signIn, user, First, Second);
        renew.IsDone(State).ShouldBeFalse();
        _given.Take(renew.Decide(State)).Facts.ShouldBe([new(default, user.Value, new UserSignInRenewed(signIn))]);
        renew.IsDone(State).ShouldBeTrue();
        var secret = State.Secrets.Get(signIn.Value);
        (secret.IsStale, secret.Label, secret.EarlierUntil).ShouldBe((false, "A browser", GivenUsers.Noon + RenewSignIn.Grace));
        secret.Hash.ShouldBe(Second);
        secret.EarlierHash.ShouldBe(First);
        State.SignIns.Get(signIn).ExpiresAt.ShouldBe(GivenUsers.Noon + Duration.FromDays(1));
    }

    [Fact]
    public void Of_two_with_the_same_secret_one_renews_it()
    {
        var (user, signIn) = SignedIn();
        MakeStale(signIn);
        _given.Take(new RenewSignIn(signIn, user, First, Second).Decide(State));
        var late = new RenewSignIn(signIn, user, First, Third);
        _given.Take(late.Decide(State)).Facts.ShouldBeEmpty();
        late.IsDone(State).ShouldBeFalse();
    }

    [Fact]
    public void What_is_not_stale_or_not_theirs_or_gone_stays_as_it_is()
    {
        var (user, signIn) = SignedIn();
        Nothing(new RenewSignIn(signIn, user, First, Second));
        MakeStale(signIn);
        Nothing(new RenewSignIn(signIn, user, Second, Third));
        Nothing(new RenewSignIn(signIn, _given.User("Ben"), First, Second));
        _given.Take(new EndSignIns(user, signIn).Decide(State));
        Nothing(new RenewSignIn(signIn, user, First, Second));
    }

    [Fact]
    public void It_is_not_renewed_again_while_the_one_before_is_good()
    {
        var (user, signIn) = SignedIn();
        MakeStale(signIn);
        _given.Take(new RenewSignIn(signIn, user, First, Second).Decide(State));
        MakeStale(signIn);
        State.Now += RenewSignIn.Grace - Duration.FromMilliseconds(1);
        Nothing(new RenewSignIn(signIn, user, Second, Third));
        State.Now += Duration.FromMilliseconds(1);
        _given.Take(new RenewSignIn(signIn, user, Second, Third).Decide(State)).Facts.Count.ShouldBe(1);
        State.Secrets.Get(signIn.Value).EarlierHash.ShouldBe(Second);
    }

    [Fact]
    public void It_is_due_after_another_role_and_after_nothing_else()
    {
        FactData[] due = [new MemberAdded(Role.Viewer), new MemberEdited(new(Role.Viewer, Role.Owner)), new MemberRemoved(Role.Owner),
            new UserEdited(new(1, 2)) { IsAdministrator = new(true, false) }];
        foreach (var fact in due)
            RenewSignIn.IsDueAfter(fact).ShouldBeTrue(fact.Type);
        var others = Facts.Specimens.All.Where(s => s is not (MemberAdded or MemberEdited or MemberRemoved or UserEdited)).ToList();
        others.Count.ShouldBeGreaterThan(20);
        foreach (var fact in others.Append(new UserEdited(new(1, 2)) { IsDisabled = new(false, true) }))
            RenewSignIn.IsDueAfter(fact).ShouldBeFalse(fact.Type);
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
