using System.Text.Json.Serialization;
using Throughline.Domain.Json;

namespace Throughline.Domain;

/// <summary>A length of work (an estimate, time spent) in whole seconds, never negative.</summary>
[JsonConverter(typeof(SecondsConverter))]
public readonly record struct Seconds(long Value)
{
    /// <summary>Ten years: more than any task; keeps sums of a billion tasks inside 64 bits.</summary>
    public const long Longest = 10L * 365 * 24 * 3600;

    public static Seconds Zero => default;

    public bool IsSane => Value is >= 0 and <= Longest;
}
