using Dapper;
using Throughline.Domain.Queries;

namespace Throughline.Server.Features.Stories.Filtering;

/// <summary>A filter as the parts of one statement: from where, and on what condition. Everything that the filter says is a parameter.</summary>
/// <param name="From">The stories s, joined to the index w where it is asked.</param>
/// <param name="Where">The condition; it begins with the project.</param>
/// <param name="Number">The column with a story's number, of the table that its order is taken from.</param>
/// <param name="Tiers">What makes a story fit better than others, the best first; each is a condition.</param>
sealed record StoryQuery(string From, string Where, string Number, IReadOnlyList<string> Tiers)
{
    /// <param name="prefix">What the names of its parameters begin with: several can stand in one statement.</param>
    public static StoryQuery Of(Filter filter, FilterScope scope, DynamicParameters parameters, string prefix = "f")
    {
        var rows = new RowCondition(parameters, prefix, scope);
        var (terms, inTitle, named, conditions) = (new List<string>(), new List<string>(), new List<string>(), new List<string>());
        foreach (var clause in filter.Clauses.Select(Simpler))
        {
            if (TermQuery.Of(clause, scope) is { } term)
                terms.Add(term);
            else
                conditions.Add(rows.Of(clause));
            if (TermQuery.InTitle(clause) is { } title)
                inTitle.Add(title);
            if (TermQuery.Named(clause, scope.ProjectKey) is { } name)
                named.Add(name);
        }
        parameters.Add($"{prefix}project", scope.Project.Value);
        if (terms.Count == 0)
            return new StoryQuery("stories s", And($"s.project_id = @{prefix}project", conditions), "s.number", []);
        conditions.Insert(0, Matches("terms", terms));
        return new StoryQuery("story_search w JOIN stories s ON s.id = w.story_id", And($"w.project_id = @{prefix}project", conditions), "w.number",
        [
            .. named.Count > 0 ? [Matches("named", named)] : Array.Empty<string>(),
            .. inTitle.Count > 0 ? [Matches("title", inTitle)] : Array.Empty<string>(),
        ]);

        string Matches(string name, List<string> query)
        {
            parameters.Add(prefix + name, string.Join(" & ", query));
            return $"w.words @@ @{prefix}{name}::tsquery";
        }
    }

    /// <summary>Whether the words of a filter have to be looked up in the index.</summary>
    public static bool AsksIndex(Filter filter, FilterScope scope) => filter.Clauses.Select(Simpler).Any(c => TermQuery.Of(c, scope) is not null);

    // What says the same in words that the index knows.
    static Clause Simpler(Clause clause) => clause switch
    {
        { Field: Field.Is, Values: [WordValue { Word: "mine" }] } => clause with { Field = Field.Assignee, Values = new Listed<Value>([new MeValue()]) },
        { Field: Field.Is, Values: [WordValue { Word: "unassigned" }] } => clause with { Field = Field.Assignee, Values = new Listed<Value>([new NoValue()]) },
        _ => clause,
    };

    static string And(string first, List<string> conditions) => conditions.Count == 0 ? first : $"{first} AND {string.Join(" AND ", conditions)}";
}
