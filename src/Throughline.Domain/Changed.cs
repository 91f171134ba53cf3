using System.Text.Json.Serialization;

namespace Throughline.Domain;

/// <summary>A value before and after a change. Facts carry both, so that an effect and its reversal need nothing else.</summary>
[method: JsonConstructor]
public sealed record Changed<T>(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] T Old,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] T New);

/// <summary>Makes <see cref="Changed{T}"/> values.</summary>
public static class Changed
{
    /// <summary>The change from one value to another, or null when there is none.</summary>
    public static Changed<T>? Between<T>(T old, T @new) =>
        EqualityComparer<T>.Default.Equals(old, @new) ? null : new Changed<T>(old, @new);
}
