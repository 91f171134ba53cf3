using Throughline.Domain.Facts;

namespace Throughline.Domain.Projects;

static class ProjectFold
{
    public static void Apply(State state, Fact fact)
    {
        var id = new ProjectId(fact.SubjectId);
        switch (fact.Data)
        {
            case ProjectCreated created:
                state.Projects.Add(id, new Project(id, created.Key, created.Name, 0, 0, 1, fact.At, fact.At));
                break;
            case ProjectEdited edited:
                var before = state.Projects.Get(id);
                state.Projects.Put(id, before with
                {
                    Name = edited.Name?.New ?? before.Name,
                    Key = edited.Key?.New ?? before.Key,
                    IsArchived = edited.IsArchived?.New ?? before.IsArchived,
                    Limits = edited.Limits is { } limits ? limits.New : before.Limits,
                    Version = edited.Version.New,
                    UpdatedAt = fact.At,
                });
                break;
            case ProjectDeleted:
                state.Projects.Remove(id);
                RemoveWhatIsIn(state, id);
                break;
        }
    }

    static void RemoveWhatIsIn(State state, ProjectId id)
    {
        foreach (var task in state.Tasks.All.Where(t => t.ProjectId == id).ToList())
            state.Tasks.Remove(task.Id);
        foreach (var story in state.Stories.All.Where(s => s.ProjectId == id).ToList())
        {
            state.ExternalKeys.Remove(story);
            state.Stories.Remove(story.Id);
        }
        foreach (var member in state.Members.All.Where(m => m.ProjectId == id).ToList())
            state.Members.Remove(member.Key);
        foreach (var label in state.Labels.All.Where(l => l.ProjectId == id).ToList())
            state.Labels.Remove(label.Key);
        foreach (var view in state.Views.All.Where(v => v.ProjectId == id).ToList())
            state.Views.Remove(view.Id);
        foreach (var transfer in state.Transfers.All.Where(t => t.ProjectId == id).ToList())
            state.Transfers.Remove(transfer.Id);
        foreach (var item in state.Items.All.Where(i => i.ProjectId == id).ToList())
            state.Items.Remove(item.Id);
        foreach (var kind in state.BaseItems.All.Where(b => b.ProjectId == id).ToList())
            state.BaseItems.Remove(kind.Id);
    }
}
