using Throughline.Domain;
using Throughline.Domain.Stories;
using Throughline.Server.Journal;

namespace Throughline.Server.Tests.Api;

/// <summary>A change for the sequencer itself, past the door that checks it.</summary>
static class NewStory
{
    public static Change<int> In(ProjectId project, string title, CancellationToken abandoned)
    {
        var story = new CreateStory(StoryId.New(NodaTime.Instant.FromUnixTimeSeconds(1)), project, title, "", Status.Open, Priority.None, LabelSet.Empty, null, []);
        return new Change<int>(need => need.Project(project), state => story.Decide(state.Projects.Find(project)), _ => 0, abandoned) { By = Actor.Program };
    }
}
