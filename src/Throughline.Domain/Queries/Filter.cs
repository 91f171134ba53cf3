namespace Throughline.Domain.Queries;

/// <summary>
/// Which stories are asked for, and in which order: what people write as <c>status:open label:api "exact words" -label:wontfix sort:-updated</c>.
/// A story has to pass every clause. docs/guides/filter.md has the grammar.
/// </summary>
/// <param name="Sort">Null: the usual order.</param>
public sealed record Filter(Listed<Clause> Clauses, Sort? Sort = null)
{
    /// <summary>The longest text that is read.</summary>
    public const int Longest = 1000;

    /// <summary>Clauses of a filter at most, and values of a clause.</summary>
    public const int Most = 30;

    public static readonly Filter Everything = new(new Listed<Clause>([]));

    /// <summary>The filter as a text that <see cref="FilterParser"/> reads as the same filter.</summary>
    public override string ToString() => FilterPrinter.Print(this);
}

/// <summary>One condition: the story's field has one of the values, or, with Not, none of them.</summary>
public sealed record Clause(Field Field, Listed<Value> Values, bool Not = false)
{
    public override string ToString() => FilterPrinter.Print(this);
}

/// <summary>An order of stories.</summary>
public sealed record Sort(SortName Name, bool Descending);

/// <summary>By what stories are put in order.</summary>
public enum SortName
{
    /// <summary>When they were made, which is their number.</summary>
    Created,
    Updated,
    Priority,
    Title,

    /// <summary>How well they fit the words: the one whose key it is, those with all words in the title, the others; in each the newest first.</summary>
    Rank,
    Status,

    /// <summary>By whose they are; nobody's come last.</summary>
    Assignee,
}
