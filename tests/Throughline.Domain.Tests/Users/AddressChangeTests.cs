using Throughline.Domain.Users;

namespace Throughline.Domain.Tests.Users;

public class AddressChangeTests
{
    static readonly byte[] New = [1];
    static readonly byte[] Old = [2];

    readonly GivenUsers _given = new();
    readonly UserId _ada;

    public AddressChangeTests() => _ada = _given.User("Ada");

    [Fact]
    public void Both_have_to_agree_each_once()
    {
        Ask("next@example.com");
        Confirm(New).ShouldBe(["emailConfirmed"]);
        ShouldBeUseless(New);
        _given.State.Accounts.Get(_ada).Email.ShouldBe("Ada@example.com");
        var password = _given.Link(_ada);
        Confirm(Old).ShouldBe(["email"]);
        _given.State.Accounts.Get(_ada).Email.ShouldBe("next@example.com");
        _given.State.AddressChanges.All.ShouldBeEmpty();
        _given.State.Links.All.ShouldBeEmpty();
        new UseLink(password, "a hash").Decide(_given.State).Refusal.ShouldNotBeNull("a link that waits in the old mailbox chooses no password");
    }

    [Fact]
    public void An_address_that_is_anothers_is_refused_at_the_end_and_not_before()
    {
        _given.User("Ben");
        Ask("ben@example.com");
        Confirm(Old);
        ShouldBeUseless(New);
        _given.State.Accounts.Get(_ada).Email.ShouldBe("Ada@example.com");
    }

    [Fact]
    public void A_link_is_bound_to_the_address_that_it_was_sent_to()
    {
        Ask("next@example.com");
        // As an import or an older program might leave it: the account has another address than the one that was asked.
        _given.State.Accounts.Put(_ada, _given.State.Accounts.Get(_ada) with { Email = "third@example.com" });
        ShouldBeUseless(Old);
        Confirm(New).ShouldBe(["emailConfirmed"]);
        ShouldBeUseless(Old);
    }

    [Fact]
    public void It_ends_with_its_time_with_another_wish_and_when_it_is_cancelled()
    {
        Ask("next@example.com");
        _given.State.Now = GivenUsers.Noon + Duration.FromDays(1);
        ShouldBeUseless(New);
        _given.State.Now = GivenUsers.Noon;
        Ask("other@example.com", [3], [4]);
        ShouldBeUseless(New);
        ShouldBeUseless(Old);
        _given.Take(new CancelNewAddress(_ada).Decide(_given.State));
        ShouldBeUseless([3]);
        new CancelNewAddress(_ada).Decide(_given.State).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
    }

    [Fact]
    public void The_codes_choose_no_password_and_a_password_link_confirms_nothing()
    {
        Ask("next@example.com");
        var password = _given.Link(_ada);
        ShouldBeUseless(password);
        new UseLink(New, "a hash").Decide(_given.State).Refusal.ShouldNotBeNull();
        new UseLink(Old, "a hash").Decide(_given.State).Refusal.ShouldNotBeNull();
    }

    [Fact]
    public void Capitals_alone_are_a_change_too_and_the_address_one_has_is_none()
    {
        Command("Ada@example.com", New, Old).Decide(_given.State).Refusal!.Errors!.Keys.ShouldBe(["email"]);
        Ask("ada@example.com");
        Confirm(Old);
        Confirm(New).ShouldBe(["email"]);
    }

    [Fact]
    public void An_administrator_gives_one_that_is_free_and_what_was_asked_for_is_over()
    {
        _given.User("Ben");
        Ask("next@example.com");
        new EditUser(_ada, default, default, null, "BEN@example.com").Decide(_given.State).Refusal!.Code.ShouldBe("email-taken");
        _given.Take(new EditUser(_ada, default, default, null, "third@example.com").Decide(_given.State)).Facts.Select(f => f.Data.Type).ShouldBe(["user.edited", "account.edited"]);
        ShouldBeUseless(New);
        new EditUser(_ada, default, default, null, "third@example.com").Decide(_given.State).Facts.ShouldBeEmpty();
    }

    void Ask(string email, byte[]? @new = null, byte[]? old = null) => _given.Take(Command(email, @new ?? New, old ?? Old).Decide(_given.State));

    AskNewAddress Command(string email, byte[] @new, byte[] old) => new(_ada, email, (Guid.NewGuid(), @new), (Guid.NewGuid(), old), Duration.FromDays(1));

    IEnumerable<string> Confirm(byte[] code) =>
        _given.Take(new ConfirmAddress(code).Decide(_given.State)).Facts.Select(f => ((Domain.Facts.AccountEdited)f.Data).Field);

    void ShouldBeUseless(byte[] code) => new ConfirmAddress(code).Decide(_given.State).Refusal!.Errors!.Keys.ShouldBe(["code"]);
}
