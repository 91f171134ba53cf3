using Throughline.Domain.Facts;
using Throughline.Domain.Tests.Facts;

namespace Throughline.Domain.Tests;

public class StateTests
{
    static readonly Guid Unknown = Guid.AllBitsSet;

    public static TheoryData<string> TypesAboutSomethingThere =>
        [.. FactJson.TypeNames.Except(AboutSomethingNew)];

    // What they make is not there before; what is personal (an account, an invitation), and what failed, has no rows of the state.
    static readonly string[] AboutSomethingNew =
        [ProjectCreated.TypeName, UserCreated.TypeName, AccountEdited.TypeName, FactorAdded.TypeName, FactorRemoved.TypeName, SignInsFailed.TypeName,
            UserSignedIn.TypeName, TokenCreated.TypeName, BaseItemCreated.TypeName, LabelColored.TypeName, ViewCreated.TypeName, MemberAdded.TypeName, MemberInvited.TypeName, InvitationRevoked.TypeName];

    [Theory]
    [MemberData(nameof(TypesAboutSomethingThere))]
    public void A_fact_about_what_is_not_there_does_not_fit(string type) =>
        Should.Throw<FoldException>(() => new State().Apply(About(Specimens.All.First(s => s.Type == type))));

    [Fact]
    public void A_fact_that_no_rule_folds_is_not_passed_over() =>
        Should.Throw<FoldException>(() => new State().Apply(About(new Unheard()))).Message.ShouldBe("No rule folds a thing.unheard fact.");

    [Fact]
    public void A_fact_that_tells_a_wrong_old_status_does_not_fit()
    {
        var given = new Stories.GivenStory(Status.Open, Status.InProgress);
        var state = new State();
        state.Projects.Load(given.Project.Id, given.Project);
        state.Stories.Load(given.Story.Id, given.Story);
        state.Tasks.Load(given.Tasks[0].Id, given.Tasks[0]);
        var (story, task) = (given.Story.Id.Value, given.Tasks[0].Id.Value);

        Should.Throw<FoldException>(() => state.Apply(About(new StoryMoved(new(Status.Done, Status.InProgress))) with { SubjectId = story }))
            .Message.ShouldBe("The fact says that the story was Done; it was Open.");
        Should.Throw<FoldException>(() => state.Apply(About(new TaskMoved(given.Story.Id, new(Status.Open, Status.Done))) with { SubjectId = task }))
            .Message.ShouldBe("The fact says that the task was Open; it was In Progress.");
        state.Apply(About(new TaskMoved(given.Story.Id, new(Status.InProgress, Status.Done))) with { SubjectId = task });
    }

    [Fact]
    public void Tasks_of_a_story_are_its_own_in_the_order_they_were_made()
    {
        var given = new Stories.GivenStory(Status.Open, Status.Done, Status.Open, Status.InProgress);
        given.Tasks.Select(t => t.Status).ShouldBe([Status.Done, Status.Open, Status.InProgress]);

        var state = new State();
        foreach (var task in given.Tasks.Reverse())
            state.Tasks.Load(task.Id, task);
        state.TasksOf(given.Story.Id).ShouldBe(given.Tasks);
        state.TasksOf(new(Unknown)).ShouldBeEmpty();
    }

    static Fact About(FactData data) => new(Position.Start.Next, default, default, new(Unknown), UserId.Local, Unknown, data);

    sealed record Unheard : FactData
    {
        public override string Type => "thing.unheard";
    }
}
