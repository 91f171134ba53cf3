using Throughline.Domain.Facts;
using Throughline.Domain.Projects;
using Throughline.Domain.Stories;
using Throughline.Domain.Tasks;
using Throughline.Domain.Work;

namespace Throughline.Domain.Tests.Histories;

/// <summary>What every decision keeps to, whatever was asked.</summary>
public class DecisionProperties
{
    [Fact]
    public void A_refusal_has_no_facts_and_changes_nothing() => Always.HoldsInHistories(history =>
    {
        foreach (var turn in history.Turns.Where(t => t.Decision.Refusal is not null))
        {
            turn.Decision.Facts.ShouldBeEmpty();
            (turn.Decision.Session, turn.Decision.Ended.Count).ShouldBe((null, 0));
            Tables.Difference(turn.Before, turn.After).ShouldBeEmpty();
        }
    });

    [Fact]
    public void A_stale_version_is_refused_and_no_other() => Always.HoldsInHistories(history =>
    {
        foreach (var turn in history.Turns.Where(t => t is { InputRefusal: null, Known: true, IsWork: false }))
            (turn.Decision.Refusal?.Kind == RefusalKind.Stale).ShouldBe(turn.Step.Claim == Claim.Stale, turn.ToString());
    });

    [Fact]
    public void What_is_not_there_is_not_found() => Always.HoldsInHistories(history =>
    {
        foreach (var turn in history.Turns.Where(t => t.InputRefusal is null && t.Command is not (CreateStory or ImportStory)))
            (turn.Decision.Refusal?.Kind == RefusalKind.NotFound).ShouldBe(!turn.Known, turn.ToString());
    });

    [Fact]
    public void A_version_counts_each_edit_by_a_person_and_nothing_else() => Always.HoldsInHistories(history =>
    {
        foreach (var turn in history.Turns)
            foreach (var (id, before) in turn.Before)
                if (turn.After.TryGetValue(id, out var after))
                    (VersionOf(after) - VersionOf(before)).ShouldBe(IsEdited(turn, id) ? 1 : 0, turn.ToString());
    });

    [Fact]
    public void What_follows_by_rule_carries_no_version_and_what_a_person_did_one() => Always.HoldsInHistories(history =>
    {
        foreach (var turn in history.Turns)
            foreach (var subject in turn.Facts.GroupBy(f => f.SubjectId))
            {
                var stays = turn.Before.ContainsKey(subject.Key) && turn.After.ContainsKey(subject.Key);
                subject.Count(HasVersionChange).ShouldBe(stays && IsEdited(turn, subject.Key) ? 1 : 0, turn.ToString());
            }
    });

    [Fact]
    public void A_change_touches_its_own_story_and_project_alone() => Always.HoldsInHistories(history =>
    {
        foreach (var turn in history.Turns.Where(t => t.Facts.Count > 0))
        {
            var differences = Tables.Difference(turn.Before, turn.After).Select(d => d.Before ?? d.Now).ToList();
            turn.Facts.Select(f => f.ProjectId).Distinct().Count().ShouldBe(1);
            differences.OfType<Project>().ShouldAllBe(p => p.Id == turn.Facts[0].ProjectId);
            // Archiving a project takes back all that is held in it, and its stories are deleted with it.
            if (turn.Command is not (EditProject { IsArchived.IsGiven: true } or DeleteProject))
                differences.OfType<Story>().Select(s => s.Id).Concat(differences.OfType<WorkTask>().Select(t => t.StoryId))
                    .Distinct().Count().ShouldBeLessThanOrEqualTo(1);
            if (turn.Command is EditTask or DeleteTask or AddTask or CompleteTask or ReleaseTask or RequeueTask)
                differences.OfType<WorkTask>().Select(t => t.Id.Value).ShouldBe([turn.SubjectId]);
            if (turn.Command is ClaimTasks or ExpireLeases)
                differences.OfType<WorkTask>().Count().ShouldBe(1);
        }
    });

    [Fact]
    public void Every_fact_changes_a_row() => Always.HoldsInHistories(history =>
    {
        var state = new State();
        foreach (var fact in history.Facts)
        {
            var before = Tables.Of(state).GetValueOrDefault(fact.SubjectId);
            state.Apply(fact);
            Tables.Of(state).GetValueOrDefault(fact.SubjectId).ShouldNotBe(before, fact.ToString());
        }
    }, times: 50);

    [Fact]
    public void Numbers_count_a_projects_stories_and_are_never_used_again() => Always.HoldsInHistories(history =>
    {
        foreach (var created in history.Facts.Where(f => f.Data is StoryCreated).GroupBy(f => f.ProjectId))
        {
            var numbers = created.Select(f => ((StoryCreated)f.Data).Number).ToList();
            numbers.ShouldBe(Enumerable.Range(1, numbers.Count));
            if (history.State.Projects.Find(created.Key) is { } project)
                project.LastNumber.ShouldBe(numbers.Count);
        }
    });

    // An import edits a story and its first task, each where it differs.
    // Where a story stands among others is nothing that it says, and its tasks are completed with it by rule.
    static bool IsEdited(Turn turn, Guid id) => turn.Command switch
    {
        ImportStory => turn.Facts.Any(f => f.SubjectId == id),
        MoveStory => id == turn.SubjectId && turn.Facts.Any(f => f.SubjectId == id && f.Data is not StoryRanked),
        _ => turn is { IsWork: false, Facts.Count: > 0 } && id == turn.SubjectId,
    };

    static bool HasVersionChange(Fact fact) => fact.Data.GetType().GetProperty("Version")?.GetValue(fact.Data) is Changed<int>;

    static int VersionOf(object row) => (int)row.GetType().GetProperty("Version")!.GetValue(row)!;
}
