using Throughline.Domain;
using Throughline.Domain.Stories;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Stories;

/// <summary>One line of an import as a change.</summary>
sealed class Importing(long line, ImportStory command, bool dryRun)
{
    ImportOutcome _outcome;

    public Change<ImportLine> ToChange(Rights rights) => new(
        need => need.ExternalKey(command.ProjectId, command.ExternalKey), _ => rights.Refuses("project", command.ProjectId), Decide, Result)
    {
        By = rights.Actor,
    };

    // It may be decided again; the outcome told is always that of the last decision.
    Decision Decide(State state)
    {
        var known = state.ExternalKeys.Find(command.ProjectId, command.ExternalKey);
        var decision = command.Decide(state.Projects.Find(command.ProjectId), known, known is null ? [] : state.TasksOf(known.Id));
        _outcome = ImportStory.OutcomeOf(known, decision);
        return dryRun && decision.Refusal is null ? Decision.Nothing : decision;
    }

    ImportLine Result(State state)
    {
        var result = new ImportLine(line, _outcome == ImportOutcome.New ? StatusCodes.Status201Created : StatusCodes.Status200OK)
        {
            Outcome = Word(_outcome),
        };
        // What a dry run would make has no identity yet.
        return state.ExternalKeys.Find(command.ProjectId, command.ExternalKey) is { } story
            ? result with { Id = story.Id, Key = $"{state.Projects.Get(story.ProjectId).Key}-{story.Number}" }
            : result;
    }

    static string Word(ImportOutcome outcome) => outcome switch
    {
        ImportOutcome.New => "new",
        ImportOutcome.Changed => "changed",
        _ => "unchanged",
    };
}
