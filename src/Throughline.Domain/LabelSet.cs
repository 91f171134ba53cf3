using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Throughline.Domain.Json;

namespace Throughline.Domain;

/// <summary>Labels in the order given, each once; equal when their texts are.</summary>
[JsonConverter(typeof(LabelSetConverter))]
public sealed class LabelSet : IEquatable<LabelSet>
{
    public static readonly LabelSet Empty = new([]);

    LabelSet(ImmutableArray<string> names) => Names = names;

    public ImmutableArray<string> Names { get; }

    public static LabelSet Of(IEnumerable<string> names)
    {
        var distinct = names.Select(n => n.Trim()).Distinct(StringComparer.Ordinal).ToImmutableArray();
        return distinct.IsEmpty ? Empty : new LabelSet(distinct);
    }

    /// <summary>Null when there are none, so that a fact need not say so.</summary>
    public LabelSet? OrNone() => Names.IsEmpty ? null : this;

    public bool Equals(LabelSet? other) => other is not null && Names.AsSpan().SequenceEqual(other.Names.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as LabelSet);

    public override int GetHashCode() => Names.Aggregate(0, HashCode.Combine);

    public override string ToString() => string.Join(", ", Names);
}
