namespace Throughline.Domain.Labels;

/// <summary>A label of a project that was given a colour. Those that were not have one by their name, which whoever shows them chooses.</summary>
public sealed record Label(ProjectId ProjectId, string Name, LabelColor Color)
{
    public LabelKey Key => new(ProjectId, Name);
}

/// <summary>Names a label: the same word is another label in another project.</summary>
public readonly record struct LabelKey(ProjectId ProjectId, string Name);
