using Throughline.Domain.Facts;
using Throughline.Domain.Users;

namespace Throughline.Domain.Tests.Users;

public class LinkTests
{
    readonly GivenUsers _given = new();

    [Fact]
    public void A_link_is_good_once_and_ends_the_sign_ins_of_before()
    {
        var ada = _given.User("Ada");
        _given.SignIn(ada);
        var link = _given.Link(ada);
        _given.Take(new UseLink(link, "a hash").Decide(_given.State)).Facts.Select(f => f.Data.Type).ShouldBe(["account.edited", "user.signedOut"]);
        _given.State.Accounts.Get(ada).PasswordHash.ShouldBe("a hash");
        _given.State.SignIns.All.ShouldBeEmpty();
        ShouldBeUseless(link);
    }

    [Fact]
    public void A_later_link_makes_the_earlier_ones_of_that_user_useless()
    {
        var (ada, ben) = (_given.User("Ada"), _given.User("Ben"));
        var (first, his, second) = (_given.Link(ada), _given.Link(ben), _given.Link(ada));
        ShouldBeUseless(first);
        new UseLink(his, "a hash").Decide(_given.State).Refusal.ShouldBeNull();
        new UseLink(second, "a hash").Decide(_given.State).Refusal.ShouldBeNull();
    }

    [Fact]
    public void A_link_expires_to_the_moment()
    {
        var link = _given.Link(_given.User("Ada"));
        _given.State.Now = GivenUsers.Noon + Duration.FromDays(3) - Duration.Epsilon;
        new UseLink(link, "a hash").Decide(_given.State).Refusal.ShouldBeNull();
        _given.State.Now = GivenUsers.Noon + Duration.FromDays(3);
        ShouldBeUseless(link);
    }

    [Fact]
    public void Whoever_is_disabled_has_no_link()
    {
        _given.User("Eve", isAdministrator: true);
        var ada = _given.User("Ada");
        var link = _given.Link(ada);
        _given.Take(new EditUser(ada, default, new(true), null).Decide(_given.State));
        ShouldBeUseless(link);
        new OfferLink(Guid.NewGuid(), ada, [1], Duration.FromDays(3)).Decide(_given.State).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
    }

    [Fact]
    public void The_code_of_a_set_up_chooses_nobodys_password()
    {
        _given.Take(new OfferSetUp(Guid.NewGuid(), [7], Duration.FromDays(1)).Decide(_given.State));
        _given.User("Ada");
        ShouldBeUseless([7]);
    }

    void ShouldBeUseless(byte[] link)
    {
        var decision = new UseLink(link, "another hash").Decide(_given.State);
        decision.Refusal!.Errors!.Keys.ShouldBe(["code"]);
        decision.Facts.ShouldBeEmpty();
    }
}
