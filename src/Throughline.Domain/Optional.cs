using System.Text.Json.Serialization;
using Throughline.Domain.Json;

namespace Throughline.Domain;

/// <summary>A member of a partial change: absent (leave as it is) or given (perhaps null).</summary>
[JsonConverter(typeof(OptionalConverter))]
public readonly record struct Optional<T>
{
    public Optional(T value)
    {
        Value = value;
        IsGiven = true;
    }

    public bool IsGiven { get; }

    public T Value { get; }

    public T Or(T other) => IsGiven ? Value : other;
}
