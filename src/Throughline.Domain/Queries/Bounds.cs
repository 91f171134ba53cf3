using NodaTime;

namespace Throughline.Domain.Queries;

/// <summary>The numbers that a value of an ordered field takes, from the least to the most, both within.</summary>
public readonly record struct NumberBounds(int Least, int Most)
{
    public static NumberBounds Of(Value value) => value switch
    {
        ComparedValue { Operand: var operand, Comparison: var comparison } => comparison switch
        {
            Comparison.Less => new(int.MinValue, Number(operand) - 1),
            Comparison.AtMost => new(int.MinValue, Number(operand)),
            Comparison.More => new(Number(operand) + 1, int.MaxValue),
            Comparison.AtLeast => new(Number(operand), int.MaxValue),
            _ => new(Number(operand), Number(operand)),
        },
        RangeValue range => new(range.From is { } from ? Number(from) : int.MinValue, range.To is { } to ? Number(to) : int.MaxValue),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    public bool Has(int number) => number >= Least && number <= Most;

    static int Number(Operand operand) => operand switch
    {
        NumberOperand number => number.Number,
        KeyOperand key => key.Number,
        PriorityOperand priority => (int)priority.Priority,
        _ => throw new ArgumentOutOfRangeException(nameof(operand), operand, null),
    };
}

/// <summary>The moments that a value of a date takes: from one, and before another; null: without an end on that side.</summary>
public readonly record struct TimeBounds(Instant? From, Instant? Before)
{
    public static TimeBounds Of(Value value, Instant now, DateTimeZone zone) => value switch
    {
        // Younger than a span is later than its beginning.
        ComparedValue { Operand: AgeOperand age, Comparison: Comparison.Less or Comparison.AtMost } => new(age.At(now, zone).Start, null),
        ComparedValue { Operand: AgeOperand age } => new(null, age.At(now, zone).Start),
        ComparedValue { Operand: TimeOperand time, Comparison: var comparison } => Compared(time.At(now, zone), comparison),
        RangeValue range => new((range.From as TimeOperand)?.At(now, zone).Start, (range.To as TimeOperand)?.At(now, zone).End),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    public bool Has(Instant moment) => !(moment < From) && !(moment >= Before);

    static TimeBounds Compared((Instant Start, Instant End) time, Comparison comparison) => comparison switch
    {
        Comparison.Less => new(null, time.Start),
        Comparison.AtMost => new(null, time.End),
        Comparison.More => new(time.End, null),
        Comparison.AtLeast => new(time.Start, null),
        _ => new(time.Start, time.End),
    };
}
