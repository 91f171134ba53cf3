using Throughline.Domain.Facts;
using Throughline.Domain.Stories;
using Throughline.Domain.Tasks;

namespace Throughline.Domain.Tests.Stories;

public class ImportStoryTests
{
    static readonly StoryId NewStory = new(Guid.Parse("01890a5d-ac96-774b-bcce-00000000000a"));
    static readonly TaskId NewTask = new(Guid.Parse("01890a5d-ac96-774b-bcce-00000000000b"));

    readonly GivenStory _given = new(Status.Open);

    ImportStory Command => new(NewStory, NewTask, _given.Project.Id, "XD-1", "HDFS ItemWriter", default, default, default, default, default);

    ImportStory Full => Command with
    {
        Description = new("Base integration."),
        Priority = new(Priority.High),
        Labels = new(LabelSet.Of(["hdfs"])),
        Estimate = new(new Seconds(3600)),
    };

    [Fact]
    public void An_unknown_key_makes_the_story_with_one_task_of_its_title() => Told(Full).ShouldBe(
    [
        new StoryCreated(2, "HDFS ItemWriter", "Base integration.", Status.Open, Priority.High, LabelSet.Of(["hdfs"]), null, "XD-1"),
        new TaskCreated(NewStory, "HDFS ItemWriter", "", Status.Open, new(3600), Seconds.Zero),
    ]);

    [Fact]
    public void Without_an_estimate_there_is_no_task() =>
        Told(Command).ShouldBe([new StoryCreated(2, "HDFS ItemWriter", "", Status.Open, Priority.None, LabelSet.Empty, null, "XD-1")]);

    [Fact]
    public void An_estimate_that_is_not_known_is_a_task_of_no_time() =>
        Told(Command with { Estimate = new(null) }).OfType<TaskCreated>().Single().Estimate.ShouldBe(Seconds.Zero);

    [Theory]
    [InlineData(Status.Open)]
    [InlineData(Status.InProgress)]
    [InlineData(Status.Done)]
    public void A_new_story_and_its_task_stand_where_they_stood_elsewhere(Status status)
    {
        var facts = Told(Full with { Status = new(status) });
        facts.OfType<StoryCreated>().Single().Status.ShouldBe(status);
        facts.OfType<TaskCreated>().Single().Status.ShouldBe(status);
    }

    [Fact]
    public void The_same_again_is_no_change()
    {
        Import(Full);
        Told(Full with { Id = new(Guid.AllBitsSet), TaskId = new(Guid.AllBitsSet) }).ShouldBeEmpty();
        OutcomeOf(Full).ShouldBe(ImportOutcome.Unchanged);
    }

    [Fact]
    public void What_differs_is_edited_on_the_story_and_on_its_first_task()
    {
        Import(Full);
        var next = Full with
        {
            Title = "HDFS writer",
            Description = new("More."),
            Priority = new(Priority.Low),
            Labels = new(LabelSet.Empty),
            Estimate = new(new Seconds(7200)),
        };
        OutcomeOf(next).ShouldBe(ImportOutcome.Changed);
        Told(next).ShouldBe(
        [
            new StoryEdited(new(1, 2))
            {
                Title = new("HDFS ItemWriter", "HDFS writer"),
                Description = new("Base integration.", "More."),
                Priority = new(Priority.High, Priority.Low),
                Labels = new(LabelSet.Of(["hdfs"]), LabelSet.Empty),
            },
            new TaskEdited(NewStory, new(1, 2))
            {
                Title = new("HDFS ItemWriter", "HDFS writer"),
                Estimate = new(new(3600), new(7200)),
            },
        ]);
    }

    [Fact]
    public void What_is_left_out_stays()
    {
        Import(Full);
        Told(Command).ShouldBeEmpty();
        Told(Command with { Estimate = new(null) }).ShouldBeEmpty();
    }

    [Fact]
    public void A_task_that_was_given_another_title_keeps_it()
    {
        Import(Full);
        _given.After(_given.WhenTask(NewTask, t => t with { Title = new("Write to HDFS") }));
        Told(Full with { Title = "HDFS writer", Estimate = new(new Seconds(60)) }).ShouldBe(
        [
            new StoryEdited(new(1, 2)) { Title = new("HDFS ItemWriter", "HDFS writer") },
            new TaskEdited(NewStory, new(2, 3)) { Estimate = new(new(3600), new(60)) },
        ]);
    }

    [Fact]
    public void The_status_of_a_known_story_is_left_to_its_tasks()
    {
        Import(Full);
        Told(Full with { Status = new(Status.Done) }).ShouldBeEmpty();
    }

    [Fact]
    public void A_story_that_has_no_task_gets_none_later()
    {
        Import(Command);
        Told(Full with { Description = default, Priority = default, Labels = default }).ShouldBeEmpty();
    }

    [Fact]
    public void Without_its_project_the_input_is_wrong() =>
        Command.Decide(null, null, []).Refusal!.Errors!.Keys.ShouldBe(["projectId"]);

    [Fact]
    public void Everything_wrong_is_told_at_once()
    {
        Full.Check().ShouldBeNull();
        var bad = Full with
        {
            ExternalKey = new string('k', 201),
            Title = "",
            Description = new(null),
            Labels = new(null),
            Estimate = new(new Seconds(-1)),
        };
        bad.Check()!.Errors!.Keys.ShouldBe(["externalKey", "title", "description", "labels", "estimate"]);
    }

    [Fact]
    public void A_key_that_a_story_has_is_refused_to_another_until_that_one_is_deleted()
    {
        Import(Full);
        var other = new CreateStory(new(Guid.AllBitsSet), _given.Project.Id, "Other", "", Status.Open, Priority.None, LabelSet.Empty, null, [], "XD-1");
        var refusal = other.Decide(_given.Project, _given.Called("XD-1")).Refusal!;
        (refusal.Kind, refusal.Code).ShouldBe((RefusalKind.Conflict, "external-key-taken"));
        refusal.Detail.ShouldContain("TL-2");

        _given.After(new DeleteStory(NewStory, null).Decide(_given.Called("XD-1"), _given.TasksOf(NewStory)));
        _given.Called("XD-1").ShouldBeNull();
        Told(Full).OfType<StoryCreated>().Single().Number.ShouldBe(3);
    }

    void Import(ImportStory command) => _given.After(_given.When(command));

    ImportOutcome OutcomeOf(ImportStory command) => ImportStory.OutcomeOf(_given.Called(command.ExternalKey), _given.When(command));

    IEnumerable<FactData> Told(ImportStory command) => _given.When(command).Facts.Select(f => f.Data);
}
