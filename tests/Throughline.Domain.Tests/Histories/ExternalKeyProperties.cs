using Throughline.Domain.Stories;

namespace Throughline.Domain.Tests.Histories;

/// <summary>What a story is called elsewhere names one story of a project, or none.</summary>
public class ExternalKeyProperties
{
    [Fact]
    public void A_key_names_at_most_one_story_of_a_project_and_finds_it() => Always.HoldsInHistories(history =>
    {
        foreach (var turn in history.Turns)
            turn.After.Values.OfType<Story>().Where(s => s.ExternalKey is not null).Select(s => (s.ProjectId, s.ExternalKey)).ShouldBeUnique();
        foreach (var story in history.State.Stories.All)
            if (story.ExternalKey is { } key)
                history.State.ExternalKeys.Find(story.ProjectId, key).ShouldBe(story);
    });

    [Fact]
    public void Rows_that_were_loaded_find_the_same_stories_as_facts_that_were_folded() => Always.HoldsInHistories(history =>
    {
        var loaded = Tables.ToState(Tables.Of(history.State).Values);
        foreach (var project in history.State.Projects.All)
            foreach (var key in history.Turns.Select(t => t.Command).OfType<ImportStory>().Select(c => c.ExternalKey).Distinct())
                loaded.ExternalKeys.Find(project.Id, key).ShouldBe(history.State.ExternalKeys.Find(project.Id, key));
    });

    [Fact]
    public void The_same_import_right_after_an_import_changes_nothing() => Always.HoldsInHistories(history =>
    {
        foreach (var turn in history.Turns.Where(t => t.Command is ImportStory && t.Decision.Refusal is null))
        {
            var (state, command) = (Tables.ToState(turn.After.Values), (ImportStory)turn.Command);
            var known = state.ExternalKeys.Find(command.ProjectId, command.ExternalKey).ShouldNotBeNull();
            var again = command.Decide(state.Projects.Get(command.ProjectId), known, state.TasksOf(known.Id));
            (again.Facts.Count, again.Refusal).ShouldBe((0, null));
        }
    });
}
