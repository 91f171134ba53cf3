using FsCheck;
using FsCheck.Fluent;
using Throughline.Domain.Queries;

namespace Throughline.Domain.Tests.Queries;

/// <summary>Random filters that the grammar can say.</summary>
public static class SomeFilters
{
    static readonly string[] Texts =
    [
        "api", "None", "none", "me", "two words", "a,b", "\"quoted\"", @"back\slash", "-dash", "<7d", "x..y", "Åsa Öl", "日本", "it's; DROP TABLE", "%_", "🚀",
        "you@example.com", "sort:updated", "q\"", "a\\\"b",
    ];

    static readonly string[] Bare = ["login", "Åsa", "12", "TL-12", "foo-bar", "12:30", "日本語", "a\"b", "x,y", "#3", "it's", "🚀"];

    static Gen<TimeOperand> Times => Gen.OneOf(
        from year in Gen.Choose(DateOperand.FirstYear, DateOperand.LastYear)
        from month in Gen.Choose(0, 12)
        from day in Gen.Choose(0, 28)
        select (TimeOperand)new DateOperand(year, month, month == 0 ? 0 : day),
        Gen.Elements(0, 1).Select(ago => (TimeOperand)new RecentDay(ago)));

    static Gen<TimeOperand> Ages => from amount in Gen.Choose(0, AgeOperand.Most)
                                    from unit in Gen.Elements(Enum.GetValues<AgeUnit>())
                                    select (TimeOperand)new AgeOperand(amount, unit);

    static Gen<Operand> Numbers => Gen.Choose(0, 999_999_999).Select(n => (Operand)new NumberOperand(n));

    static Gen<Operand> Keys => from n in Gen.Choose(0, 9999) from key in Gen.Elements("TL", "A1", null!) select (Operand)new KeyOperand(key, n);

    static Gen<Operand> Priorities => Gen.Elements(Enum.GetValues<Priority>()).Select(p => (Operand)new PriorityOperand(p));

    static Gen<Value> Words(IReadOnlyList<string> words) => Gen.Elements(words.ToArray()).Select(w => (Value)new WordValue(w));

    static Gen<Value> Ordered(Gen<Operand> operands) => Gen.OneOf(
        from comparison in Gen.Elements(Enum.GetValues<Comparison>()) from operand in operands select (Value)new ComparedValue(comparison, operand),
        Ranges(operands));

    static Gen<Value> Ranges(Gen<Operand> operands) => from first in operands
                                                       from last in operands
                                                       from open in Gen.Choose(0, 2)
                                                       select (Value)new RangeValue(open == 1 ? null : first, open == 2 ? null : last);

    static Gen<Value> Dates => Gen.OneOf(
        Ordered(Times.Select(t => (Operand)t)),
        Ranges(Gen.OneOf(Times, Ages).Select(t => (Operand)t)),
        from age in Ages from comparison in Gen.Elements(Comparison.Less, Comparison.More) select (Value)new ComparedValue(comparison, age));

    static Gen<Value> Some(params Value[] values) => Gen.OneOf(Gen.Elements(Texts).Select(t => (Value)new TextValue(t)), Gen.Elements(values));

    static Gen<Value> Of(Field field) => field switch
    {
        Field.Text or Field.Title => Gen.OneOf(
            Gen.Elements(Bare).Select(w => (Value)new TextValue(w)),
            Gen.Elements(Texts).Where(t => SearchWords.Of(t).Count > 0).Select(t => (Value)new TextValue(t, IsExact: true))),
        Field.Label => Some(new NoValue()),
        Field.External => Gen.Elements(Texts).Select(t => (Value)new TextValue(t)),
        Field.Assignee => Some(new NoValue(), new MeValue(), new UserValue(new UserId(Guid.Parse("01890a5d-b0c4-7b1e-8f52-3c0a9d6e4b77"))), new UserValue(UserId.Local)),
        Field.Priority => Ordered(Priorities),
        Field.Tasks => Ordered(Numbers),
        Field.Key => Ordered(Keys),
        Field.Created or Field.Updated => Dates,
        _ => Words(FilterWords.ValuesOf(field)),
    };

    static Gen<Clause> Clauses => from about in Gen.Elements(Enum.GetValues<Field>())
                                  from values in Of(about).NonEmptyListOf()
                                  from not in Gen.Elements(true, false)
                                  select new Clause(about, new Listed<Value>(values.Take(about is Field.Text or Field.Title ? 1 : 4)), not);

    static Gen<Sort?> Sorts => from name in Gen.Elements(Enum.GetValues<SortName>())
                               from down in Gen.Elements(true, false)
                               from given in Gen.Elements(true, false)
                               select given ? new Sort(name, down && name != SortName.Rank) : null;

    public static Gen<Filter> All => from clauses in Clauses.ListOf() from sort in Sorts select new Filter(new Listed<Clause>(clauses.Take(8)), sort);

    /// <summary>Texts that are nearly filters, and some that are nothing of the kind.</summary>
    public static Gen<string> AnyText => Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(s => s ?? ""),
        Gen.Elements("status", ":", "open", "\"", "-", ",", " ", "label", "sort", "updated", "<", ">", "=", "..", "7d", "2026", "-01", "key", "\\", "é", "日", "\ud83d", "\ude80", "\0", "none", "99999999999", "is", "w")
            .ListOf().Select(parts => string.Concat(parts)));
}
