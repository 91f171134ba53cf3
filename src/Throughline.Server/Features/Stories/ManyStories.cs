using Throughline.Domain;
using Throughline.Domain.Projects;
using Throughline.Domain.Stories;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Stories;

/// <summary>Decides on many stories of a project in one commit, each for itself, and says what became of them.</summary>
sealed class ManyStories(Commits commits, Rights rights, ProjectId project, HttpContext context)
{
    // Made anew whenever it is decided anew.
    Position _before;
    Dictionary<StoryId, IReadOnlyList<string>> _left = [];

    /// <param name="ids">The stories.</param>
    /// <param name="decide">Decides on a story; pure. What it leaves of the story as it is, it adds to the list.</param>
    /// <param name="needsToo">Names what it needs beside the stories.</param>
    public async Task<IResult> AnswerAsync(IReadOnlyList<StoryId> ids, Func<StoryId, State, List<string>, Decision> decide, Action<Needs>? needsToo = null)
    {
        var change = new Changes<BulkAnswer>(
            need =>
            {
                need.Project(project);
                foreach (var id in ids)
                {
                    need.WholeStory(id);
                    need.Limits(id);
                }
                needsToo?.Invoke(need);
            },
            state => Decide(ids, state, decide), (state, decisions) => AnswerOf(ids, state, decisions), context.RequestAborted)
        {
            By = rights.Actor,
            Key = RequestKey.Of(context, rights),
            // What was refused may be decided otherwise the next time.
            ToAnswer = answer => answer.Changed > 0 ? ToAnswer(answer) : null,
        };
        var outcome = await commits.CommitAsync(change);
        return outcome.Refusal is { } refusal ? Problems.From(refusal)
            : new AnswerResult(outcome.Answer ?? ToAnswer(outcome.Value!), outcome.Position);
    }

    IEnumerable<Decision> Decide(IReadOnlyList<StoryId> ids, State state, Func<StoryId, State, List<string>, Decision> decide)
    {
        (_before, _left) = (state.Last, []);
        foreach (var id in ids)
        {
            // One of another project is not there, whoever asks.
            var found = state.Stories.Find(id) is { } story && story.ProjectId == project ? story.ProjectId : (ProjectId?)null;
            var left = new List<string>();
            yield return rights.Refuses("story", found) is { } refused ? refused : decide(id, state, left).Within(state);
            if (left.Count > 0)
                _left[id] = left;
        }
    }

    BulkAnswer AnswerOf(IReadOnlyList<StoryId> ids, State state, IReadOnlyList<Decision> decisions)
    {
        var left = new List<LeftStory>();
        for (var i = 0; i < ids.Count; i++)
            if (decisions[i].Refusal is { } refusal)
                left.Add(Left(ids[i], refusal, null));
            else if (_left.TryGetValue(ids[i], out var fields))
                left.Add(Left(ids[i], new(RefusalKind.Stale, "stale-version", $"Somebody changed it since: {string.Join(", ", fields)}."), fields));
        var any = state.Last > _before;
        return new BulkAnswer(ids.Count, decisions.Count(d => d.Facts is { Count: > 0 }), any ? _before.Next.Value : null, any ? state.Last.Value : null, left);

        LeftStory Left(StoryId id, Refusal refusal, IReadOnlyList<string>? fields) => new(
            id, refusal.Kind != RefusalKind.NotFound && state.Stories.Find(id) is { } story ? $"{state.Projects.Get(project).Key}-{story.Number}" : null,
            Problems.Status(refusal.Kind), Problems.TypePrefix + refusal.Code, refusal.Detail, fields);
    }

    static Answer ToAnswer(BulkAnswer answer) =>
        new(StatusCodes.Status200OK, null, null, WireJson.Bytes(answer, StoriesJson.Default.BulkAnswer));
}
