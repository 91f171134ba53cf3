namespace Throughline.Domain.Facts;

public sealed record ProjectCreated(string Key, string Name) : FactData
{
    public const string TypeName = "project.created";
    public override string Type => TypeName;
}

public sealed record ProjectEdited(Changed<string> Name, Changed<int> Version) : FactData
{
    public const string TypeName = "project.edited";
    public override string Type => TypeName;
}

/// <summary>Carries the whole project as it was.</summary>
public sealed record ProjectDeleted(string Key, string Name, int Version) : FactData
{
    public const string TypeName = "project.deleted";
    public override string Type => TypeName;
}
