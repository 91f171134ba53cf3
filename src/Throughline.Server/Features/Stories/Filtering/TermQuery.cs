using System.Globalization;
using Throughline.Domain;
using Throughline.Domain.Queries;

namespace Throughline.Server.Features.Stories.Filtering;

/// <summary>The part of a filter that the search index answers, as PostgreSQL's tsquery. It reaches the database as a parameter, its terms quoted.</summary>
static class TermQuery
{
    /// <summary>What a clause asks of the index; null: the index does not know.</summary>
    public static string? Of(Clause clause, FilterScope scope)
    {
        var any = clause.Field switch
        {
            Field.Text => clause.Values.Cast<TextValue>().Select(v => Words(v, inTitle: false, scope.ProjectKey)),
            Field.Title => clause.Values.Cast<TextValue>().Select(v => Words(v, inTitle: true, null)),
            Field.Label => clause.Values.Select(v => Quoted(v is TextValue text ? SearchTerms.Label(text.Text) : SearchTerms.NoLabel)),
            Field.Assignee => clause.Values.SelectMany(v => People(v, scope)).Select(Quoted),
            Field.Priority => Enum.GetValues<Priority>().Where(p => clause.Values.Any(v => NumberBounds.Of(v).Has((int)p))).Select(p => Quoted(SearchTerms.Priority(p))),
            _ => null,
        };
        if (any is null)
            return null;
        var terms = any.DefaultIfEmpty(Quoted(SearchTerms.Nothing)).ToList();
        var joined = terms.Count == 1 ? terms[0] : $"({string.Join(" | ", terms)})";
        return clause.Not ? $"!{joined}" : joined;
    }

    /// <summary>The words of a clause in the title; null: they are not about words.</summary>
    public static string? InTitle(Clause clause) => clause is { Not: false, Field: Field.Text or Field.Title } ? Words((TextValue)clause.Values[0], inTitle: true, null) : null;

    /// <summary>The story that a clause's word names by its number or key; null: it does not look like one.</summary>
    public static string? Named(Clause clause, string projectKey) => clause is { Not: false, Field: Field.Text } ? Number((TextValue)clause.Values[0], projectKey) : null;

    static string Words(TextValue value, bool inTitle, string? projectKey)
    {
        var words = SearchWords.Of(value.Text);
        var weight = inTitle ? "A" : "";
        var row = words.Select((word, i) => Quoted(word.Word) + (i == words.Count - 1 && !value.IsExact ? $":*{weight}" : weight.Length > 0 ? ":A" : ""));
        var found = $"({string.Join(" <-> ", row)})";
        if (inTitle || projectKey is null)
            return found;
        // A number is the beginning of one while it is typed, as words are.
        return Number(value, projectKey) is not { } number ? found
            : value.Text.Contains('-', StringComparison.Ordinal) ? $"({found} | {number})" : $"({found} | {number}:*)";
    }

    static string? Number(TextValue value, string projectKey)
    {
        if (value.IsExact)
            return null;
        var dash = value.Text.LastIndexOf('-');
        if (dash >= 0 && !value.Text.AsSpan(0, dash).Equals(projectKey, StringComparison.OrdinalIgnoreCase))
            return null;
        var digits = value.Text.AsSpan(dash + 1);
        return digits.Length is > 0 and <= 9 && !digits.ContainsAnyExceptInRange('0', '9')
            ? Quoted(SearchTerms.Number(int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture)))
            : null;
    }

    static IEnumerable<string> People(Value value, FilterScope scope) => value switch
    {
        NoValue => [SearchTerms.NoAssignee],
        MeValue => [SearchTerms.Assignee(scope.Me)],
        UserValue user => [SearchTerms.Assignee(user.Id)],
        TextValue text => scope.Named(text.Text).Select(SearchTerms.Assignee),
        _ => [],
    };

    static string Quoted(string term) => SearchTerms.Quoted(term);
}
