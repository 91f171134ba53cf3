using System.Globalization;

namespace Throughline.Domain.Queries;

/// <summary>Reads one value of a field.</summary>
static class ValueReader
{
    static readonly (string Sign, Comparison Comparison)[] Comparisons =
        [("<=", Comparison.AtMost), (">=", Comparison.AtLeast), ("<", Comparison.Less), (">", Comparison.More)];

    public static (Value? Value, string Error, IReadOnlyList<string> Expected) Read(Field field, string word, bool isQuoted)
    {
        if (word.Trim().Length == 0)
            return (null, $"After {FilterWords.Of(field)}: stands a value.", Expected(field));
        return field switch
        {
            Field.Label => (Text(word, isQuoted), "", []),
            Field.Assignee => (Person(word, isQuoted), "", []),
            Field.External => (new TextValue(word), "", []),
            Field.Status or Field.Is or Field.Has => OneOf(field, word),
            _ => Ordered(field, word),
        };
    }

    static Value Text(string word, bool isQuoted) => !isQuoted && IsWord(word, FilterWords.None) ? new NoValue() : new TextValue(word.Trim());

    static Value Person(string word, bool isQuoted) => isQuoted ? new TextValue(word.Trim())
        : IsWord(word, FilterWords.None) ? new NoValue()
        : IsWord(word, FilterWords.Me) ? new MeValue()
        : Ids.TryParse<UserId>(word, out var id) ? new UserValue(id)
        : new TextValue(word);

    static (Value?, string, IReadOnlyList<string>) OneOf(Field field, string word)
    {
        var words = FilterWords.ValuesOf(field);
        // The words that the API and the pages show are taken too: "In Progress".
        var spelt = word.Replace(' ', '-');
        return words.FirstOrDefault(w => IsWord(spelt, w)) is { } known
            ? (new WordValue(known), "", [])
            : (null, $"{word} is not one of {string.Join(", ", words)}.", words);
    }

    static (Value?, string, IReadOnlyList<string>) Ordered(Field field, string word)
    {
        if (word.IndexOf("..", StringComparison.Ordinal) is >= 0 and var dots)
        {
            var (from, to) = (word[..dots], word[(dots + 2)..]);
            var (first, last) = (OperandReader.Read(field, from), OperandReader.Read(field, to));
            return (first ?? last) is null || (from.Length > 0 && first is null) || (to.Length > 0 && last is null)
                ? Wrong(field, word)
                : (new RangeValue(first, last), "", []);
        }
        var (sign, comparison) = Comparisons.FirstOrDefault(c => word.StartsWith(c.Sign, StringComparison.Ordinal), (Sign: "", Comparison: Comparison.Equal));
        if (OperandReader.Read(field, word[sign.Length..]) is not { } operand)
            return Wrong(field, word[sign.Length..]);
        // A moment is hit by nothing: an age alone means within it, and whether its very end counts makes no difference.
        if (operand is AgeOperand)
            comparison = comparison is Comparison.More or Comparison.AtLeast ? Comparison.More : Comparison.Less;
        return (new ComparedValue(comparison, operand), "", []);
    }

    static (Value?, string, IReadOnlyList<string>) Wrong(Field field, string word)
    {
        var shown = word.Length == 0 ? "Nothing" : word;
        return (null, field switch
        {
            Field.Priority => $"{shown} is no priority.",
            Field.Tasks => $"{shown} is not a number of tasks: write one like tasks:>3.",
            Field.Key => $"{shown} is no key: write one like TL-12 or its number.",
            _ when word.Length > 0 && char.IsAsciiDigit(word[0]) && !word.Contains('-', StringComparison.Ordinal) =>
                $"{shown} is not a span. Write a number and min, h, d or w, like {FilterWords.Of(field)}:<7d.",
            _ => $"{shown} is not a date. Write one like 2026-01-31 or 2026-01, or a span like <7d.",
        }, Expected(field));
    }

    static IReadOnlyList<string> Expected(Field field) => field switch
    {
        Field.Assignee => [FilterWords.Me, FilterWords.None],
        Field.Label => [FilterWords.None],
        Field.Created or Field.Updated => ["today", "yesterday", "<7d", ">30d", "2026-01-31", "2026-01..2026-03"],
        Field.Tasks => ["0", ">3", "1..5"],
        _ => FilterWords.ValuesOf(field),
    };

    static bool IsWord(string word, string known) => string.Equals(word, known, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Reads what has a place in a field's order.</summary>
static class OperandReader
{
    /// <returns>Null: it is nothing of the field's.</returns>
    public static Operand? Read(Field field, string word) => field switch
    {
        Field.Priority => FilterWords.TryFind(FilterWords.Priorities, word, out Priority priority) ? new PriorityOperand(priority) : null,
        Field.Tasks => Number(word) is { } number ? new NumberOperand(number) : null,
        Field.Key => Key(word),
        _ => Time(word),
    };

    static int? Number(ReadOnlySpan<char> word) => word.Length <= 9 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    static KeyOperand? Key(string word)
    {
        var dash = word.LastIndexOf('-');
        if (Number(word.AsSpan(dash + 1)) is not { } number)
            return null;
        if (dash < 0)
            return new KeyOperand(null, number);
        var project = word[..dash].ToUpperInvariant();
        return project.Length > 0 && project.All(char.IsAsciiLetterOrDigit) ? new KeyOperand(project, number) : null;
    }

    static TimeOperand? Time(string word)
    {
        if (FilterWords.TryDay(word, out var day))
            return day;
        var digits = word.TakeWhile(char.IsAsciiDigit).Count();
        if (digits > 0 && FilterWords.TryUnit(word[digits..], out var unit))
            return Number(word.AsSpan(0, digits)) is { } amount and <= AgeOperand.Most ? new AgeOperand(amount, unit) : null;
        return Date(word.Split('-'));
    }

    static DateOperand? Date(string[] parts)
    {
        if (parts.Length > 3 || parts[0].Length != 4 || parts.Skip(1).Any(p => p.Length != 2))
            return null;
        var numbers = Array.ConvertAll(parts, p => Number(p) ?? 0);
        var (year, month, day) = (numbers[0], parts.Length > 1 ? numbers[1] : 0, parts.Length > 2 ? numbers[2] : 0);
        if (year is < DateOperand.FirstYear or > DateOperand.LastYear || (parts.Length > 1 && month is < 1 or > 12))
            return null;
        return parts.Length == 3 && (day < 1 || day > DateTime.DaysInMonth(year, month)) ? null : new DateOperand(year, month, day);
    }
}
