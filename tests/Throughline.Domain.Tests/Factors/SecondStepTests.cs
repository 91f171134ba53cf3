using Throughline.Domain.Factors;
using Throughline.Domain.Facts;
using Throughline.Domain.Tests.Users;
using Throughline.Domain.Users;

namespace Throughline.Domain.Tests.Factors;

public class SecondStepTests
{
    static readonly byte[] Secret = [9, 9, 9];
    static readonly byte[][] Codes = [.. Enumerable.Range(0, RecoveryCode.Count).Select(i => Enumerable.Repeat((byte)i, 32).ToArray())];

    readonly GivenUsers _given = new();

    State State => _given.State;

    [Fact]
    public void Nobody_with_an_authenticator_is_signed_in_without_it()
    {
        var (ada, ben) = (On("Ada"), _given.User("Ben"));
        SignIn(ada).Refusal!.Code.ShouldBe(StartSignIn.SecondFactorRequired);
        SignIn(ada, isProvenTwice: true).Refusal.ShouldBeNull();
        SignIn(ben).Refusal.ShouldBeNull();
        // One that was begun and not shown a code of asks for nothing: its owner may never have got it.
        _given.Take(new BeginAuthenticator(ben, Secret).Decide(State)).Facts.ShouldBeEmpty();
        SignIn(ben).Refusal.ShouldBeNull();
    }

    [Fact]
    public void A_step_is_taken_once_and_none_before_it()
    {
        var ada = On("Ada", step: 100);
        foreach (var (step, isTaken) in new[] { (100, false), (99, false), (101, true), (101, false), (100, false), (102, true) })
        {
            var prove = new ProveSecondStep(Pending(ada), Secret, step, null);
            prove.IsRight(State).ShouldBe(isTaken, $"step {step}");
            _given.Take(prove.Decide(State));
        }
        State.Authenticators.Get(ada).LastStep.ShouldBe(102);
    }

    [Fact]
    public void A_code_of_an_authenticator_of_before_is_not_right()
    {
        var ada = On("Ada", step: 100);
        new ProveSecondStep(Pending(ada), [1, 2, 3], 101, null).IsRight(State).ShouldBeFalse();
        _given.Take(new RemoveAuthenticator(ada).Decide(State));
        new ProveSecondStep(Pending(ada), Secret, 101, null).IsRight(State).ShouldBeFalse();
        new ProveSecondStep(Pending(ada), Secret, null, Codes[0]).IsRight(State).ShouldBeFalse();
    }

    [Fact]
    public void A_recovery_code_is_good_once_and_for_its_owner()
    {
        var (ada, ben) = (On("Ada"), On("Ben", codes: []));
        new ProveSecondStep(Pending(ben), Secret, null, Codes[3]).IsRight(State).ShouldBeFalse();
        var prove = new ProveSecondStep(Pending(ada), Secret, null, Codes[3]);
        prove.IsRight(State).ShouldBeTrue();
        _given.Take(prove.Decide(State)).Facts.Select(f => f.Data).ShouldBe([new FactorRemoved(FactorKind.RecoveryCode)]);
        new ProveSecondStep(Pending(ada), Secret, null, Codes[3]).IsRight(State).ShouldBeFalse();
        new ProveSecondStep(Pending(ada), Secret, null, Codes[4]).IsRight(State).ShouldBeTrue();
        _given.Take(new RenewRecoveryCodes(ada, [Codes[9]]).Decide(State));
        new ProveSecondStep(Pending(ada), Secret, null, Codes[4]).IsRight(State).ShouldBeFalse();
        new ProveSecondStep(Pending(ada), Secret, null, Codes[9]).IsRight(State).ShouldBeTrue();
    }

    [Fact]
    public void After_five_wrong_codes_a_right_one_comes_too_late()
    {
        var ada = On("Ada", step: 100);
        var (mine, other) = (Pending(ada), Pending(ada));
        for (var wrong = 0; wrong < ProveSecondStep.Most; wrong++)
            _given.Take(new ProveSecondStep(mine, Secret, null, null).Decide(State)).Facts.ShouldBeEmpty();
        var late = new ProveSecondStep(mine, Secret, 101, null);
        late.IsRight(State).ShouldBeFalse();
        late.Decide(State).Refusal.ShouldBe(ProveSecondStep.Over);
        // In another browser it is another sign-in.
        new ProveSecondStep(other, Secret, 101, null).IsRight(State).ShouldBeTrue();
    }

    [Fact]
    public void A_second_step_ends_to_the_moment_and_is_good_for_nothing_else()
    {
        var ada = On("Ada", step: 100);
        var pending = Pending(ada);
        new UseLink(pending, "a hash").Decide(State).Refusal.ShouldNotBeNull();
        new ProveSecondStep(_given.Link(ada), Secret, 101, null).Decide(State).Refusal.ShouldBe(ProveSecondStep.Over);
        State.Now += Duration.FromMinutes(5) - Duration.Epsilon;
        new ProveSecondStep(pending, Secret, 101, null).IsRight(State).ShouldBeTrue();
        State.Now += Duration.Epsilon;
        new ProveSecondStep(pending, Secret, 101, null).Decide(State).Refusal.ShouldBe(ProveSecondStep.Over);
    }

    [Fact]
    public void A_reset_takes_everything_but_the_password_and_ends_the_sign_ins()
    {
        var ada = On("Ada");
        var ben = On("Ben");
        var pending = Pending(ada);
        _given.Take(SignIn(ada, isProvenTwice: true));
        _given.Take(new AddPasskey(Passkey(ada)).Decide(State));
        _given.Take(new ResetFactors(ada).Decide(State)).Facts.Select(f => f.Data.Type).ShouldBe(["factor.removed", "factor.removed", "user.signedOut"]);
        State.Authenticators.All.Select(a => a.UserId).ShouldBe([ben]);
        State.RecoveryCodes.All.ShouldAllBe(c => c.UserId == ben);
        State.Passkeys.All.ShouldBeEmpty();
        new ProveSecondStep(pending, Secret, 101, null).Decide(State).Refusal.ShouldBe(ProveSecondStep.Over);
        SignIn(ada).Refusal.ShouldBeNull();
    }

    [Fact]
    public void Passkeys_are_ones_own_and_not_too_many()
    {
        var (ada, ben) = (_given.User("Ada"), _given.User("Ben"));
        var first = Passkey(ada);
        _given.Take(new AddPasskey(first).Decide(State));
        new AddPasskey(Passkey(ben) with { CredentialId = first.CredentialId }).Decide(State).Refusal!.Code.ShouldBe("passkey-taken");
        new RemovePasskey(first.Id, ben).Decide(State).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
        new RenamePasskey(first.Id, ben, "Mine").Decide(State).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
        new UsePasskey(first.Id, ben, 1).Decide(State).Refusal.ShouldBe(UsePasskey.Wrong);
        new RenamePasskey(first.Id, ada, " ").Decide(State).Refusal!.Errors!.Keys.ShouldBe(["name"]);
        for (var more = 1; more < Domain.Factors.Passkey.Most; more++)
            _given.Take(new AddPasskey(Passkey(ada)).Decide(State));
        new AddPasskey(Passkey(ada)).Decide(State).Refusal!.Code.ShouldBe("too-many-passkeys");
        new AddPasskey(Passkey(ben)).Decide(State).Refusal.ShouldBeNull();
    }

    [Fact]
    public void A_passkey_that_counts_goes_on_counting()
    {
        var ada = _given.User("Ada");
        var passkey = Passkey(ada);
        _given.Take(new AddPasskey(passkey).Decide(State));
        _given.Take(new UsePasskey(passkey.Id, ada, 0).Decide(State));
        _given.Take(new UsePasskey(passkey.Id, ada, 7).Decide(State));
        new UsePasskey(passkey.Id, ada, 7).Decide(State).Refusal.ShouldBe(UsePasskey.Wrong);
        new UsePasskey(passkey.Id, ada, 0).Decide(State).Refusal.ShouldBe(UsePasskey.Wrong);
        _given.Take(new UsePasskey(passkey.Id, ada, 8).Decide(State));
        State.Passkeys.Get(passkey.Id).LastUsedAt.ShouldBe(State.Now);
    }

    UserId On(string name, long step = 1, IReadOnlyList<byte[]>? codes = null)
    {
        var user = _given.User(name);
        _given.Take(new BeginAuthenticator(user, Secret).Decide(State));
        // Those of two people are not the same.
        _given.Take(new ConfirmAuthenticator(user, Secret, step, codes ?? (name == "Ada" ? Codes : [])).Decide(State));
        return user;
    }

    byte[] Pending(UserId user)
    {
        var hash = Guid.NewGuid().ToByteArray();
        _given.Take(new OfferSecondStep(Guid.NewGuid(), user, hash, Duration.FromMinutes(5)).Decide(State));
        return hash;
    }

    Decision SignIn(UserId user, bool isProvenTwice = false) =>
        new StartSignIn(new(Guid.NewGuid()), user, Duration.FromDays(1), Guid.NewGuid().ToByteArray(), "A browser", isProvenTwice).Decide(State);

    static Passkey Passkey(UserId user) => new(new(Guid.NewGuid()), user, Guid.NewGuid().ToByteArray(), [1], 0, ["internal"], false, "A laptop", default);
}
