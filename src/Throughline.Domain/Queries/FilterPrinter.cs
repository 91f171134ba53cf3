using System.Globalization;

namespace Throughline.Domain.Queries;

/// <summary>Writes filters as the parser reads them.</summary>
static class FilterPrinter
{
    public static string Print(Filter filter)
    {
        var parts = filter.Clauses.Select(Print);
        return string.Join(' ', filter.Sort is { } sort ? parts.Append(Print(sort)) : parts);
    }

    public static string Print(Clause clause)
    {
        var not = clause.Not ? "-" : "";
        var values = clause.Values.Select(v => Print(clause.Field, v));
        return clause.Field == Field.Text ? not + string.Join(',', values) : $"{not}{FilterWords.Of(clause.Field)}:{string.Join(',', values)}";
    }

    static string Print(Sort sort) => $"{FilterWords.Sort}:{(sort.Descending ? "-" : "")}{FilterWords.Sorts[(int)sort.Name]}";

    static string Print(Field field, Value value) => value switch
    {
        TextValue text when field is Field.Text or Field.Title => text.IsExact ? Quoted(text.Text) : text.Text,
        TextValue text => IsPlain(field, text.Text) ? text.Text : Quoted(text.Text),
        NoValue => FilterWords.None,
        MeValue => FilterWords.Me,
        UserValue user => user.Id.ToString(),
        WordValue word => word.Word,
        ComparedValue compared => Sign(compared.Comparison) + Print(compared.Operand),
        RangeValue range => $"{Print(range.From)}..{Print(range.To)}",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    static string Print(Operand? operand) => operand switch
    {
        null => "",
        NumberOperand number => Number(number.Number),
        KeyOperand key => key.ProjectKey is null ? Number(key.Number) : $"{key.ProjectKey}-{Number(key.Number)}",
        PriorityOperand priority => FilterWords.Priorities[(int)priority.Priority],
        AgeOperand age => Number(age.Amount) + FilterWords.Of(age.Unit),
        RecentDay day => FilterWords.Of(day),
        DateOperand { Month: 0 } year => Number(year.Year),
        DateOperand { Day: 0 } month => string.Create(CultureInfo.InvariantCulture, $"{month.Year:0000}-{month.Month:00}"),
        DateOperand day => string.Create(CultureInfo.InvariantCulture, $"{day.Year:0000}-{day.Month:00}-{day.Day:00}"),
        _ => throw new ArgumentOutOfRangeException(nameof(operand), operand, null),
    };

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.Less => "<",
        Comparison.AtMost => "<=",
        Comparison.More => ">",
        Comparison.AtLeast => ">=",
        _ => "",
    };

    // What a field would take for a word of its own is a text only in quotation marks.
    static bool IsPlain(Field field, string text) => text.Length > 0 && text[0] != '"' && !text.Any(c => c == ',' || char.IsWhiteSpace(c))
        && (field == Field.External || ValueReader.Read(field, text, isQuoted: false).Value is TextValue);

    static string Quoted(string text) => $"\"{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
