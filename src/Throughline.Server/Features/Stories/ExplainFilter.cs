using System.Text.Json.Serialization;
using NodaTime;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Queries;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Stories.Filtering;

namespace Throughline.Server.Features.Stories;

static class ExplainFilterEndpoint
{
    public static void Map(RouteGroupBuilder stories) => stories.MapGet("/filter", HandleAsync)
        .Requires(Permission.Read)
        .WithName("explainFilter")
        .WithSummary("Read a filter: its parts and where they stand, what they mean now, and what is wrong with it.")
        .WithDescription("""
            For whoever lets people write filters: a filter that can't be read is no problem here, it is answered with its errors and with the parts that are right.
            Each part tells what it takes in a form that needs no grammar: words, people's ids, bounds of numbers, moments.
            didYouMean has words of the project's titles that are like one that no story has.
            """)
        .Produces<ExplainedFilter>()
        .Refuses(StatusCodes.Status429TooManyRequests, "too-many-requests");

    static async Task<IResult> HandleAsync(
        NpgsqlDataSource dataSource, Rights rights, AskedProject projects, AskedFilter filters, FairShare share, HttpContext context, string? projectId = null,
        string? filter = null, string? zone = null)
    {
        var project = await projects.AskedAsync(rights, Queries.Id<ProjectId>("projectId", projectId), context.RequestAborted);
        var text = filter ?? "";
        var parsed = FilterParser.Parse(text);
        context.Response.Headers.CacheControl = "no-store";
        using (await share.TurnAsync(context))
        {
            var scope = await filters.ScopeAsync(rights, project, [parsed.Filter], zone, context.RequestAborted);
            return TypedResults.Ok(new ExplainedFilter(
                parsed.Filter.ToString(),
                [.. parsed.Filter.Clauses.Select((c, i) => ExplainedClause.Of(c, parsed.Places[i], scope))],
                parsed.Filter.Sort is { } sort && parsed.SortPlace is { } place ? new ExplainedSort(place.Offset, place.Length, StoryOrder.NameOf(sort)) : null,
                [.. parsed.Errors.Select(FilterProblem.Of)],
                await SimilarWords.FindAsync(dataSource, parsed, project, context.RequestAborted)));
        }
    }
}

/// <summary>What a filter says.</summary>
/// <param name="Filter">It, as it is written in short: the parts that can be read.</param>
/// <param name="Clauses">Its parts: a story has to fit all of them.</param>
/// <param name="Sort">The order, if it says one.</param>
/// <param name="Errors">What can't be read.</param>
/// <param name="DidYouMean">For words that no story has: others that are like them.</param>
public sealed record ExplainedFilter(
    string Filter, IReadOnlyList<ExplainedClause> Clauses, ExplainedSort? Sort, IReadOnlyList<FilterProblem> Errors, IReadOnlyList<SimilarWord> DidYouMean);

/// <summary>The order that a filter says.</summary>
/// <param name="Offset">UTF-16 code units before it.</param>
/// <param name="Length">UTF-16 code units of it.</param>
/// <param name="Name">As the parameter sort takes it.</param>
public sealed record ExplainedSort(int Offset, int Length, string Name);

/// <summary>A part of a filter: the story's field has one of the values, or, with not, none of them.</summary>
/// <param name="Offset">UTF-16 code units before it.</param>
/// <param name="Length">UTF-16 code units of it.</param>
/// <param name="Field">What it is about: text, title, status, label, assignee, priority, created, updated, key, external, tasks, is or has.</param>
/// <param name="Not">It takes what has none of the values.</param>
/// <param name="Values">What it takes.</param>
public sealed record ExplainedClause(int Offset, int Length, string Field, bool Not, IReadOnlyList<ExplainedValue> Values)
{
    internal static ExplainedClause Of(Clause clause, Place place, FilterScope scope) =>
        new(place.Offset, place.Length, FilterWords.Of(clause.Field), clause.Not, [.. clause.Values.Select(v => ExplainedValue.Of(clause, v, scope))]);
}

/// <summary>A value. Which of its members it has follows from the field.</summary>
/// <param name="Text">As it is written in a filter.</param>
public sealed record ExplainedValue(string Text)
{
    /// <summary>The words that it takes, as stories have them: statuses, priorities; of labels, external keys and words what was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>The people that it takes; empty: the name is nobody's in the project.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<UserId>? Users { get; init; }

    /// <summary>It takes those that have none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool None { get; init; }

    /// <summary>The least number that it takes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Least { get; init; }

    /// <summary>The greatest number that it takes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Most { get; init; }

    /// <summary>The first moment that it takes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? From { get; init; }

    /// <summary>The first moment after those that it takes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? Before { get; init; }

    internal static ExplainedValue Of(Clause clause, Value value, FilterScope scope)
    {
        var alone = (clause with { Values = new Listed<Value>([value]), Not = false }).ToString();
        var written = new ExplainedValue(clause.Field == Field.Text ? alone : alone[(FilterWords.Of(clause.Field).Length + 1)..]);
        return (clause.Field, value) switch
        {
            (Field.Priority, _) => written with { Words = [.. Enum.GetValues<Priority>().Where(p => NumberBounds.Of(value).Has((int)p)).Select(p => WordOf(p))] },
            (Field.Status, WordValue word) => written with { Words = [Domain.Words.Statuses[FilterWords.Statuses.TakeWhile(s => s != word.Word).Count()]] },
            (Field.Assignee, MeValue) => written with { Users = [scope.Me] },
            (Field.Assignee, UserValue user) => written with { Users = [user.Id] },
            (Field.Assignee, TextValue name) => written with { Users = scope.Named(name.Text) },
            (_, NoValue) => written with { None = true },
            (_, TextValue text) => written with { Words = [text.Text] },
            (_, WordValue word) => written with { Words = [word.Word] },
            (Field.Created or Field.Updated, _) => TimeBounds.Of(value, scope.Now, scope.Zone) is var times ? written with { From = times.From, Before = times.Before } : written,
            (Field.Key, _) when IsElsewhere(value, scope.ProjectKey) => written with { Least = 1, Most = 0 },
            _ => NumberBounds.Of(value) is var numbers ? written with { Least = numbers.Least, Most = numbers.Most } : written,
        };
    }

    static string WordOf(Priority priority) => Domain.Words.Of(priority);

    static bool IsElsewhere(Value value, string key) => value switch
    {
        ComparedValue { Operand: KeyOperand { ProjectKey: { } one } } => one != key,
        RangeValue range => (range.From as KeyOperand)?.ProjectKey is { } first && first != key || (range.To as KeyOperand)?.ProjectKey is { } last && last != key,
        _ => false,
    };
}
