using NodaTime;
using Throughline.Domain.Access;
using Throughline.Domain.Facts;
using Throughline.Domain.Items;

namespace Throughline.Domain.Tests.Items;

/// <summary>Who may hand over what, and what is refused.</summary>
public class TransferTests
{
    static readonly UserId A = Custody.People[0];
    static readonly UserId B = Custody.People[1];
    static readonly Refusal No = new(RefusalKind.Forbidden, "forbidden", "No.");

    readonly Custody _custody = new(1);
    int _ids;

    ItemId Item => _custody.Items[0];

    [Fact]
    public void Each_hand_over_asks_for_its_own_permission()
    {
        Asked(A, A, null).ShouldBe(Permission.Write);
        Hand(A, A).ShouldBeNull();
        Asked(A, B, null).ShouldBe(Permission.HandOver);
        Asked(B, B, null).ShouldBe(Permission.HandOverForOthers);
        // Before anybody held it, or between others: that is history.
        Asked(A, B, Instant.FromUtc(2025, 1, 1, 0, 0)).ShouldBe(Permission.HandOverForOthers);
        // Since they held it: theirs.
        _custody.State.Now += Duration.FromHours(2);
        Asked(A, B, _custody.State.Now - Duration.FromHours(1)).ShouldBe(Permission.HandOver);
    }

    [Fact]
    public void Until_it_is_accepted_the_giver_holds()
    {
        Hand(A, A);
        var handed = new TransferItem(NewTransfer(), Custody.Project, Item, B, null, Awaits: true);
        _custody.Do(handed.Decide(_custody.State, A, _ => null), A).ShouldBeNull();
        _custody.State.Now += Duration.FromHours(1);
        Owner().ShouldBe(A);
        Hand(A, B)!.Code.ShouldBe("transfer-awaits");
        _custody.Do(new AcceptTransfer(handed.Id).Decide(_custody.State, A), A)!.Code.ShouldBe("not-the-receiver");
        _custody.Do(new AcceptTransfer(handed.Id).Decide(_custody.State, B), B).ShouldBeNull();
        Owner().ShouldBe(B);
        // Nobody stated when: it is the acceptance that says it.
        _custody.State.Transfers.Get(handed.Id).At.ShouldBe(_custody.State.Now);
        _custody.Do(new RecallTransfer(handed.Id).Decide(_custody.State, A, _ => null), A)!.Code.ShouldBe("transfer-settled");
    }

    [Fact]
    public void Recalling_what_somebody_else_handed_over_asks_for_more()
    {
        Hand(A, A);
        var handed = new TransferItem(NewTransfer(), Custody.Project, Item, B, null, Awaits: true);
        _custody.Do(handed.Decide(_custody.State, A, _ => null), A);
        Permission? asked = null;
        new RecallTransfer(handed.Id).Decide(_custody.State, B, p => { asked = p; return No; }).Refusal.ShouldBe(No);
        asked.ShouldBe(Permission.HandOverForOthers);
        new RecallTransfer(handed.Id).Decide(_custody.State, A, p => { asked = p; return null; }).Refusal.ShouldBeNull();
        asked.ShouldBe(Permission.HandOver);
    }

    [Fact]
    public void A_moment_may_lie_in_the_past_and_hardly_in_the_future()
    {
        var now = _custody.State.Now;
        Check(now - Duration.FromDays(10_000)).ShouldBeNull();
        Check(now + Duration.FromMinutes(4)).ShouldBeNull();
        Check(now + Duration.FromMinutes(6))!.Errors!.Keys.ShouldBe(["at"]);
        Check(Instant.FromUtc(1899, 1, 1, 0, 0))!.Errors!.Keys.ShouldBe(["at"]);
        // Whoever's clock is ahead hands over now.
        Hand(A, A, now + Duration.FromMinutes(4)).ShouldBeNull();
        _custody.State.Chains.At(Item, now)!.At.ShouldBe(now);

        Refusal? Check(Instant at) => new TransferItem(NewTransfer(), Custody.Project, Item, A, at, false).Check(now);
    }

    [Fact]
    public void A_correction_names_what_it_corrects_and_only_what_counts_is_corrected()
    {
        Hand(A, A);
        var wrong = _custody.State.Chains.At(Item, _custody.State.Now)!.Id;
        var right = NewTransfer();
        _custody.Do(new CorrectTransfer(wrong, right, B, null, false, "A slip").Decide(_custody.State), A).ShouldBeNull();
        Owner().ShouldBe(B);
        (_custody.State.Transfers.Get(wrong).CorrectedBy, _custody.State.Transfers.Get(right).Corrects).ShouldBe((right, wrong));
        _custody.Do(new CorrectTransfer(wrong, NewTransfer(), A, null, false, null).Decide(_custody.State), A)!.Code.ShouldBe("transfer-not-accepted");
        _custody.Do(new CorrectTransfer(right, NewTransfer(), null, null, true, null).Decide(_custody.State), A).ShouldBeNull();
        Owner().ShouldBeNull();

        new CorrectTransfer(right, NewTransfer(), null, null, false, null).Check(_custody.State.Now)!.Errors!.Keys.ShouldBe(["isVoid"]);
        new CorrectTransfer(right, NewTransfer(), A, null, true, null).Check(_custody.State.Now)!.Errors!.Keys.ShouldBe(["isVoid"]);
    }

    [Fact]
    public void What_is_of_another_project_is_not_there()
    {
        var other = new ProjectId(Guid.AllBitsSet);
        new TransferItem(NewTransfer(), other, Item, A, null, false).Decide(_custody.State, A, _ => null).Refusal!.Errors!.Keys.ShouldBe(["itemId"]);
        var kind = _custody.State.BaseItems.All.Single().Id;
        new CreateItem(new(Guid.AllBitsSet), other, kind, null, null, null, default).Decide(_custody.State).Refusal!.Errors!.Keys.ShouldBe(["baseItemId"]);
        new DeleteBaseItem(kind, null).Decide(_custody.State).Refusal!.Code.ShouldBe("base-item-in-use");
    }

    [Fact]
    public void A_fact_that_tells_a_wrong_place_does_not_fit()
    {
        Hand(A, A);
        var first = _custody.State.Chains.At(Item, _custody.State.Now)!;
        Should.Throw<FoldException>(() => Apply(first.Id.Value, new TransferReordered(Item, false)));
        Should.Throw<FoldException>(() => Apply(first.Id.Value, new TransferCorrected(Item, null, WasFirst: false)));
        Should.Throw<FoldException>(() => Apply(Item.Value, new ItemTransferred(NewTransfer(), B, A, IsFirst: true)));
        Should.Throw<FoldException>(() => Apply(first.Id.Value, new TransferAccepted(Item)));

        void Apply(Guid subject, FactData data) =>
            _custody.State.Apply(new Fact(new(99), _custody.State.Now, _custody.State.Now, Custody.Project, A, subject, data));
    }

    UserId? Owner() => _custody.State.Chains.At(Item, _custody.State.Now)?.OwnerId;

    Refusal? Hand(UserId by, UserId to, Instant? at = null) =>
        _custody.Do(new TransferItem(NewTransfer(), Custody.Project, Item, to, at, false).Decide(_custody.State, by, _ => null), by);

    Permission Asked(UserId by, UserId to, Instant? at)
    {
        Permission? asked = null;
        new TransferItem(NewTransfer(), Custody.Project, Item, to, at, false).Decide(_custody.State, by, p =>
        {
            asked = p;
            return No;
        }).Refusal.ShouldBe(No);
        return asked!.Value;
    }

    TransferId NewTransfer() => new(Guid.ParseExact($"01890a5dac96774b9{++_ids:x15}", "N"));
}
