using Throughline.Domain.Facts;
using Throughline.Domain.Projects;
using Throughline.Domain.Tasks;

namespace Throughline.Domain.Stories;

/// <summary>What an import does with a story.</summary>
public enum ImportOutcome
{
    /// <summary>It was not there and is made.</summary>
    New,

    /// <summary>It was there and says something else from now on.</summary>
    Changed,

    /// <summary>It was there and says all that already.</summary>
    Unchanged,
}

/// <summary>
/// Takes over a story from elsewhere, where it has a key of its own: made when the project has no story with that key, else
/// edited where it differs. So the same import can be repeated.
/// </summary>
/// <param name="Id">Its id, should it be new.</param>
/// <param name="TaskId">The id of its task, should it be new.</param>
/// <param name="Status">Where a new story stands; afterwards its tasks decide.</param>
/// <param name="Estimate">
/// Given: a new story gets one task with this estimate (null: it is not known), and the first task of a known one has it from now
/// on (null: as it was).
/// </param>
public sealed record ImportStory(
    StoryId Id, TaskId TaskId, ProjectId ProjectId, string ExternalKey, string Title, Optional<string?> Description,
    Optional<Status> Status, Optional<Priority> Priority, Optional<LabelSet?> Labels, Optional<Seconds?> Estimate)
{
    public Refusal? Check()
    {
        var rules = new InputRules();
        rules.Line("externalKey", ExternalKey, InputRules.ExternalKeyLength);
        rules.Line("title", Title);
        if (Description.IsGiven)
            rules.Body("description", Description.Value);
        if (Labels.IsGiven)
            rules.Labels("labels", Labels.Value?.Names);
        if (Estimate.Value is { } estimate)
            rules.Duration("estimate", estimate);
        return rules.Refusal;
    }

    /// <param name="project">The project, or null when there is none.</param>
    /// <param name="known">The project's story with the external key, if any.</param>
    /// <param name="tasks">All its tasks, in the order they were made.</param>
    public Decision Decide(Project? project, Story? known, IReadOnlyList<WorkTask> tasks) =>
        known is null ? Create.Decide(project) : Edit(known, tasks);

    /// <summary>What <see cref="Decide"/> does about it.</summary>
    public static ImportOutcome OutcomeOf(Story? known, Decision decision) =>
        known is null ? ImportOutcome.New : decision.Facts.Count > 0 ? ImportOutcome.Changed : ImportOutcome.Unchanged;

    CreateStory Create => new(Id, ProjectId, Title, Description.Or("")!, Status.Or(Domain.Status.Open), Priority.Or(Domain.Priority.None),
        Labels.Or(LabelSet.Empty)!, null, Estimate.IsGiven ? [Task] : [], ExternalKey);

    NewTask Task => new(TaskId, Title, "", Status.Or(Domain.Status.Open), Estimate.Value ?? Seconds.Zero, Seconds.Zero);

    List<Draft> Edit(Story known, IReadOnlyList<WorkTask> tasks)
    {
        var edit = new EditStory(known.Id, new(Title), Description, default, Priority, Labels, default, CompleteTasks: false, Version: null);
        var facts = new List<Draft>(edit.Decide(known, tasks).Facts);
        if (Estimate.IsGiven && tasks is [var first, ..])
        {
            // Under the story's name it is the task that the import made; people may have given it another.
            var title = first.Title == known.Title ? new Optional<string?>(Title) : default;
            var estimate = Estimate.Value is { } given ? new Optional<Seconds>(given) : default;
            facts.AddRange(new EditTask(first.Id, title, default, default, estimate, default, Version: null).Decide(first, known).Facts);
        }
        return facts;
    }
}
