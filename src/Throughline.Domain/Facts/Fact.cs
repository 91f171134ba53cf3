using NodaTime;

namespace Throughline.Domain.Facts;

/// <summary>What a fact says: its type and the new and old values of what changed.</summary>
public abstract record FactData
{
    /// <summary>Name of the fact type: noun and past tense, such as <c>story.created</c>.</summary>
    public abstract string Type { get; }

    /// <summary>Who may see facts of this type.</summary>
    public virtual Audience Audience => Audience.Project;
}

/// <summary>Who may see a fact.</summary>
public enum Audience : short
{
    /// <summary>Everyone who sees the project.</summary>
    Project = 0,

    /// <summary>Only the person it is about.</summary>
    Person = 1,

    /// <summary>Only administrators of the instance.</summary>
    Administrators = 2,
}

/// <summary>A fact that was decided and waits for its place in the journal.</summary>
/// <param name="ProjectId">Project it belongs to.</param>
/// <param name="SubjectId">Id of the thing that it is about.</param>
/// <param name="Data">What it says.</param>
/// <param name="EffectiveAt">When it holds, where the user stated that; null: when it is committed.</param>
public readonly record struct Draft(ProjectId ProjectId, Guid SubjectId, FactData Data, Instant? EffectiveAt = null);

/// <summary>One entry of the journal.</summary>
/// <param name="Position">Its place; dense, in commit order.</param>
/// <param name="At">When it was committed, by the database's clock; never before the previous fact's.</param>
/// <param name="EffectiveAt">When it holds; equal to <paramref name="At"/> unless the user stated another time.</param>
/// <param name="ProjectId">Project it belongs to.</param>
/// <param name="ActorId">Who did it.</param>
/// <param name="SubjectId">Id of the thing that it is about.</param>
/// <param name="Data">What it says.</param>
public sealed record Fact(
    Position Position, Instant At, Instant EffectiveAt, ProjectId ProjectId, UserId ActorId, Guid SubjectId, FactData Data)
{
    public string Type => Data.Type;
}
