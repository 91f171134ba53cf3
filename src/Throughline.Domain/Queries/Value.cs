namespace Throughline.Domain.Queries;

/// <summary>What a field is compared with.</summary>
public abstract record Value;

/// <summary>A label, somebody's name or mail address, or words.</summary>
/// <param name="IsExact">Words in quotation marks: just these, one after the other. Otherwise the last of them may go on.</param>
public sealed record TextValue(string Text, bool IsExact = false) : Value;

/// <summary>The field is empty.</summary>
public sealed record NoValue : Value;

/// <summary>Whoever asks.</summary>
public sealed record MeValue : Value;

/// <summary>Whoever has this id.</summary>
public sealed record UserValue(UserId Id) : Value;

/// <summary>One of the words that a field knows, as it is written in filters.</summary>
public sealed record WordValue(string Word) : Value;

/// <summary>A number, a date or a word of an ordered field, or what is less or more.</summary>
public sealed record ComparedValue(Comparison Comparison, Operand Operand) : Value;

/// <summary>From one to another, both within; null: without an end on that side.</summary>
public sealed record RangeValue(Operand? From, Operand? To) : Value;

/// <summary>How a field is compared.</summary>
public enum Comparison
{
    Equal,
    Less,
    AtMost,
    More,
    AtLeast,
}
