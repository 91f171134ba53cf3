using Throughline.Domain.Facts;

namespace Throughline.Domain.Views;

static class ViewFold
{
    public static void Apply(State state, Fact fact)
    {
        var id = new ViewId(fact.SubjectId);
        switch (fact.Data)
        {
            case ViewCreated created:
                // Somebody's alone until now, which no fact told.
                if (state.Views.Find(id) is { IsShared: false })
                    state.Views.Remove(id);
                state.Views.Add(id, new View(id, null, fact.ProjectId, created.Name, created.State, created.Version, fact.At, fact.At));
                break;
            case ViewEdited edited:
                var before = state.Views.Get(id);
                state.Views.Put(id, before with
                {
                    Name = edited.Name?.New ?? before.Name,
                    State = edited.State?.New ?? before.State,
                    Version = edited.Version.New,
                    UpdatedAt = fact.At,
                });
                break;
            case ViewDeleted:
                state.Views.Remove(id);
                break;
        }
    }
}
