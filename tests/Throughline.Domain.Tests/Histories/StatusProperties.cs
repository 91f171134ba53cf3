using Throughline.Domain.Stories;
using Throughline.Domain.Tasks;

namespace Throughline.Domain.Tests.Histories;

/// <summary>A story's status and its tasks' never contradict each other, whatever people do in whatever order.</summary>
public class StatusProperties
{
    [Fact]
    public void A_story_counts_its_tasks() => Always.HoldsInHistories(history =>
    {
        foreach (var turn in history.Turns)
            foreach (var (story, tasks) in Stories(turn.After))
                (story.Tasks.Open, story.Tasks.InProgress, story.Tasks.Done, story.Tasks.Total).ShouldBe((
                    tasks.Count(t => t.Status == Status.Open),
                    tasks.Count(t => t.Status == Status.InProgress),
                    tasks.Count(t => t.Status == Status.Done),
                    tasks.Count));
    });

    [Fact]
    public void A_project_counts_its_stories() => Always.HoldsInHistories(history =>
    {
        foreach (var turn in history.Turns)
            foreach (var project in turn.After.Values.OfType<Domain.Projects.Project>())
                project.StoryCount.ShouldBe(Stories(turn.After).Count(s => s.Story.ProjectId == project.Id));
    });

    [Fact]
    public void An_open_story_has_no_started_task_and_a_done_one_no_undone() => Always.HoldsInHistories(history =>
    {
        foreach (var turn in history.Turns)
            foreach (var (story, tasks) in Stories(turn.After))
                if (story.Status == Status.Open)
                    tasks.ShouldAllBe(t => t.Status == Status.Open);
                else if (story.Status == Status.Done)
                    tasks.ShouldAllBe(t => t.Status == Status.Done);
    });

    [Fact]
    public void A_change_of_tasks_moves_the_story_as_the_rules_say_and_not_else() => Always.HoldsInHistories(history =>
    {
        foreach (var turn in history.Turns.Where(t => (t.IsWork || t.Command is AddTask or EditTask or DeleteTask) && t.Facts.Count > 0))
        {
            var id = turn.Facts[0].SubjectId;
            var touched = (turn.TaskAfter(id) ?? turn.TaskBefore(id)).ShouldNotBeNull();
            var before = (Story)turn.Before[touched.StoryId.Value];
            var (after, tasks) = Stories(turn.After).Single(s => s.Story.Id == touched.StoryId);
            var statusesMoved = turn.TaskBefore(id)?.Status != turn.TaskAfter(id)?.Status;
            if (statusesMoved && tasks.Count > 0 && tasks.All(t => t.Status == Status.Done))
                after.Status.ShouldBe(Status.Done);
            else if (before.Status == Status.Done && tasks.Any(t => t.Status != Status.Done))
                after.Status.ShouldBe(Status.InProgress);
            else if (before.Status == Status.Open && tasks.Any(t => t.Status != Status.Open))
                after.Status.ShouldBe(Status.InProgress);
            else
                after.Status.ShouldBe(before.Status);
        }
    });

    [Fact]
    public void A_new_story_stands_where_it_was_asked_to_unless_its_tasks_demand_more() => Always.HoldsInHistories(history =>
    {
        foreach (var turn in history.Turns.Where(t => t.Command is CreateStory && t.Facts.Count > 0))
        {
            var asked = ((CreateStory)turn.Command).Status;
            var (story, tasks) = Stories(turn.After).Single(s => s.Story.Id.Value == turn.SubjectId);
            if (tasks.Count > 0 && tasks.All(t => t.Status == Status.Done))
                story.Status.ShouldBe(Status.Done);
            else if (tasks.Any(t => t.Status != Status.Open) || (asked == Status.Done && tasks.Count > 0))
                story.Status.ShouldBe(Status.InProgress);
            else
                story.Status.ShouldBe(asked);
        }
    });

    [Fact]
    public void A_person_moves_a_story_to_where_they_say_or_is_refused_for_its_tasks() => Always.HoldsInHistories(history =>
    {
        foreach (var turn in history.Turns.Where(t => t is { Known: true, InputRefusal: null, Step.Claim: not Claim.Stale, Decision.Refusal: not { Code: "project-archived" } }))
            if (turn.Command is EditStory { Status.IsGiven: true } edit)
            {
                var (before, tasks) = Stories(turn.Before).Single(s => s.Story.Id == edit.Id);
                var code = (before.Status == edit.Status.Value, edit.Status.Value) switch
                {
                    (false, Status.Done) when !edit.CompleteTasks && tasks.Any(t => t.Status != Status.Done) => "tasks-open",
                    (false, Status.Done) when tasks.Any(t => t.IsUnderLease) => "tasks-leased",
                    (false, Status.Open) when tasks.Any(t => t.Status != Status.Open) => "tasks-started",
                    _ => null,
                };
                (turn.Decision.Refusal?.Code).ShouldBe(code);
                if (code is null)
                    ((Story)turn.After[edit.Id.Value]).Status.ShouldBe(edit.Status.Value);
            }
    });

    static IEnumerable<(Story Story, List<WorkTask> Tasks)> Stories(IReadOnlyDictionary<Guid, object> rows)
    {
        var tasks = rows.Values.OfType<WorkTask>().ToLookup(t => t.StoryId);
        return rows.Values.OfType<Story>().Select(s => (s, tasks[s.Id].ToList()));
    }
}
