namespace Throughline.Domain.Queries;

/// <summary>What was read of a text. It is always something: what can't be read is told in <see cref="Errors"/>, and the rest is there.</summary>
/// <param name="Filter">The clauses that could be read.</param>
/// <param name="Places">Where each of them stands.</param>
/// <param name="SortPlace">Where the order stands, if it was given.</param>
/// <param name="Errors">What can't be read, in the order of the text.</param>
public sealed record ParsedFilter(Filter Filter, IReadOnlyList<Place> Places, Place? SortPlace, IReadOnlyList<FilterError> Errors)
{
    /// <summary>The refusal to answer with where all of it has to be read; null: all was.</summary>
    public Refusal? Refusal => Errors.Count == 0 ? null : new(RefusalKind.Invalid, "invalid-filter", Errors[0].Message)
    {
        Errors = new Dictionary<string, string[]>(StringComparer.Ordinal) { ["filter"] = [.. Errors.Select(e => e.Message)] },
        FilterErrors = Errors,
    };
}

/// <summary>A part of the text.</summary>
/// <param name="Offset">UTF-16 code units before it.</param>
/// <param name="Length">UTF-16 code units of it.</param>
public readonly record struct Place(int Offset, int Length);

/// <summary>Why a part can't be read.</summary>
/// <param name="Message">What is wrong, in a sentence for people.</param>
/// <param name="Expected">What could stand there.</param>
public sealed record FilterError(Place Place, string Message, IReadOnlyList<string> Expected);
