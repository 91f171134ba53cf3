using Throughline.Domain.Facts;

namespace Throughline.Domain.Labels;

static class LabelFold
{
    public static void Apply(State state, Fact fact)
    {
        if (fact.Data is not LabelColored colored)
            return;
        var key = new LabelKey(fact.ProjectId, colored.Name);
        if (colored.Color.New is { } color)
            state.Labels.Put(key, new Label(key.ProjectId, key.Name, color));
        else
            state.Labels.Remove(key);
    }
}
