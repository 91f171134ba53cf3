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
                state.Projects.Put(id, state.Projects.Get(id) with
                {
                    Name = edited.Name.New,
                    Version = edited.Version.New,
                    UpdatedAt = fact.At,
                });
                break;
            case ProjectDeleted:
                state.Projects.Remove(id);
                break;
        }
    }
}
