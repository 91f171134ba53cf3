using Dapper;
using NodaTime;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Queries;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Stories.Filtering;

/// <summary>Reads the filters of a request and what they mean for whoever asks.</summary>
sealed class AskedFilter(NpgsqlDataSource dataSource, AskedProject projects, SearchReach reach, TimeProvider time)
{
    /// <summary>Which stories a request asks for: those that its filter takes and its other parameters too.</summary>
    /// <param name="parameters">Gets the values of both.</param>
    public async Task<AskedStories> ReadAsync(Rights rights, ProjectId project, StoryFilter request, DynamicParameters parameters, CancellationToken cancellation)
    {
        var (filters, scope) = await ReadAsync(rights, project, [request.Filter ?? ""], request.Zone, cancellation);
        var query = StoryQuery.Of(filters[0], scope, parameters);
        query = query with { Where = string.Join(" AND ", request.Conditions(parameters).Prepend(query.Where)) };
        return new AskedStories(filters[0], query, await CatchUpAsync(filters, scope, cancellation) && IsLasting(filters[0]));
    }

    /// <summary>What a request's filters are, and in which scope.</summary>
    public async Task<(IReadOnlyList<Filter> Filters, FilterScope Scope)> ReadAsync(
        Rights rights, ProjectId project, IReadOnlyList<string> texts, string? zone, CancellationToken cancellation)
    {
        var filters = texts.Select(Parse).ToList();
        return (filters, await ScopeAsync(rights, project, filters, zone, cancellation));
    }

    public async Task<FilterScope> ScopeAsync(Rights rights, ProjectId project, IReadOnlyList<Filter> filters, string? zone, CancellationToken cancellation) => new(
        project, await projects.KeyOfAsync(project, cancellation) ?? "", rights.User, time.Now(), Zone(zone),
        await FilterPeople.FindAsync(dataSource, project, filters, cancellation));

    /// <summary>Waits a little for the index, where one of them asks it.</summary>
    /// <returns>Whether what it says is all that was there to be found when they were asked.</returns>
    public async Task<bool> CatchUpAsync(IReadOnlyList<Filter> filters, FilterScope scope, CancellationToken cancellation) =>
        !filters.Any(f => StoryQuery.AsksIndex(f, scope)) || await reach.ReachesAsync(scope.Project, cancellation);

    /// <summary>Whether the answer stays the same as long as nothing happens in the project, whoever asks.</summary>
    public static bool IsLasting(Filter filter) => filter.Clauses.All(c => c.Field switch
    {
        // People are renamed, and me is somebody else's me too.
        Field.Assignee => c.Values.All(v => v is NoValue or UserValue),
        Field.Is => c.Values.All(v => v is not WordValue { Word: "mine" }),
        // Time goes on.
        Field.Created or Field.Updated => c.Values.All(v => v switch
        {
            ComparedValue compared => compared.Operand is DateOperand,
            RangeValue range => range.From is null or DateOperand && range.To is null or DateOperand,
            _ => false,
        }),
        _ => true,
    });

    static Filter Parse(string text)
    {
        var parsed = FilterParser.Parse(text);
        return parsed.Refusal is { } refusal ? throw new RefusedException(refusal) : parsed.Filter;
    }

    static DateTimeZone Zone(string? name) => name is null ? DateTimeZone.Utc
        : DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) ?? throw new RefusedException(Refusal.Invalid("zone", "It is not a time zone's name, such as Europe/Stockholm."));
}

/// <summary>Stories that are asked for.</summary>
/// <param name="IsLasting">The answer stays the same as long as nothing happens in the project.</param>
sealed record AskedStories(Filter Filter, StoryQuery Query, bool IsLasting)
{
    /// <summary>There is no filter.</summary>
    public bool IsPlain => Filter.Clauses.Count == 0;
}
