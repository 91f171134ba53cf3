using System.Text.Json.Serialization;
using Throughline.Domain.Json;

namespace Throughline.Domain;

/// <summary>Place of a fact in the journal: 1, 2, 3 … without holes. Position order is commit order.</summary>
[JsonConverter(typeof(PositionConverter))]
public readonly record struct Position(long Value) : IComparable<Position>
{
    /// <summary>Before the first fact.</summary>
    public static Position Start => default;

    public Position Next => new(Value + 1);

    public int CompareTo(Position other) => Value.CompareTo(other.Value);

    public static bool operator <(Position left, Position right) => left.Value < right.Value;
    public static bool operator >(Position left, Position right) => left.Value > right.Value;
    public static bool operator <=(Position left, Position right) => left.Value <= right.Value;
    public static bool operator >=(Position left, Position right) => left.Value >= right.Value;

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
