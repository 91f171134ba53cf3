using Throughline.Domain.Facts;

namespace Throughline.Domain.Items;

static class ItemFold
{
    public static void Apply(State state, Fact fact)
    {
        var id = new BaseItemId(fact.SubjectId);
        switch (fact.Data)
        {
            case BaseItemCreated created:
                state.BaseItems.Add(id, new BaseItem(id, fact.ProjectId, created.Description, 0, 1, fact.At, fact.At));
                break;
            case BaseItemEdited edited:
                var before = state.BaseItems.Get(id);
                state.BaseItems.Put(id, before with
                {
                    Description = edited.Description?.New ?? before.Description,
                    Version = edited.Version.New,
                    UpdatedAt = fact.At,
                });
                break;
            case BaseItemDeleted:
                state.BaseItems.Remove(id);
                break;
            case ItemCreated created:
                var kind = state.BaseItems.Get(created.BaseItemId);
                state.BaseItems.Put(kind.Id, kind with { ItemCount = kind.ItemCount + 1 });
                var item = new ItemId(fact.SubjectId);
                state.Items.Add(item, new Item(item, fact.ProjectId, created.BaseItemId, created.Label, 1, fact.EffectiveAt));
                break;
            case ItemEdited edited:
                var was = state.Items.Get(new(fact.SubjectId));
                state.Items.Put(was.Id, was with { Label = edited.Label is { } label ? label.New : was.Label, Version = edited.Version.New });
                break;
        }
    }
}
