using Throughline.Domain;
using Throughline.Domain.Statistics;

namespace Throughline.Server.Followers.Statistics.Reading;

/// <summary>What a request asks for.</summary>
/// <param name="Project">Null: all that whoever asks sees.</param>
/// <param name="Window">The buckets, empty.</param>
/// <param name="Split">Null: the series are not split.</param>
/// <param name="Top">How many parts are answered one by one.</param>
/// <param name="Only">The part that is counted alone; null: everything is.</param>
/// <param name="At">As it was then; null: as it is.</param>
sealed record StatisticsQuestion(ProjectId? Project, BucketWindow Window, bool Compares, Dimension? Split, int Top, Part? Only, AskedAt? At)
{
    const int UsualTop = 10;
    const int MostTop = 50;

    /// <param name="now">The second at which a range without an end ends.</param>
    public static StatisticsQuestion Read(StatisticsRequest request, long now, InputRules rules)
    {
        var window = WindowOf(request, now, rules);
        var split = QueryRules.Split(request.Split, rules);
        var only = QueryRules.Only(request, rules);
        var at = QueryRules.At(request.At, rules);
        if (split is { } by && window.Series.Count != 1)
            rules.Add("split", "One series at a time is split. Name it: series=stories.created.");
        else if (split is { } dimension && !dimension.Splits(window.Series.First()))
            rules.Add("split", $"{window.Series.First().Name()} has no parts by {request.Split}.");
        if (only is { } part && window.Series.Where(s => !part.Dimension.Splits(s)).ToList() is { Count: > 0 } whole)
            rules.Add(part.Dimension.Name(), $"{whole[0].Name()} has no parts by {part.Dimension.Name()}.");
        if (split is not null && only is not null)
            rules.Add("split", "It does not go with person, label or baseItem.");
        if (at is not null && (split ?? only?.Dimension) is not (null or Dimension.Project))
            rules.Add("at", "Parts by person, label and base item are as they are now. Leave 'at' away, or what they are asked by.");
        return new(QueryRules.Project(request.ProjectId, rules), window, QueryRules.Compares(request.Compare, rules), split,
            QueryRules.Number("top", request.Top, UsualTop, MostTop, rules), only, at);
    }

    static BucketWindow WindowOf(StatisticsRequest request, long now, InputRules rules)
    {
        var resolution = QueryRules.Resolution(request.Resolution, rules);
        var series = QueryRules.Series(request.Series, rules);
        var calendar = new BucketCalendar(resolution, QueryRules.Zone(request.Zone, rules));
        if (request is { Span: not null, From: not null })
            rules.Add("span", "It does not go with 'from'.");
        var span = request.Span is null ? QueryRules.DefaultPoints(resolution) : QueryRules.Span(request.Span, resolution, StatisticsQuery.MostPoints, rules);
        var first = QueryRules.Beginning("from", request.From, rules);
        var last = (QueryRules.End("to", request.To, rules) ?? now + 1) - 1;
        var from = first ?? calendar.Back(last, span - 1);
        var points = Points(calendar, from, last);
        if (points < 1)
            rules.Add("from", "It must be before 'to'.");
        else if (points > StatisticsQuery.MostPoints)
            rules.Add("from", $"The range has more than {StatisticsQuery.MostPoints} buckets. Ask for a shorter range or a coarser resolution.");
        return new BucketWindow(series, calendar, from, Math.Clamp(points, 1, StatisticsQuery.MostPoints));
    }

    /// <summary>How many buckets there are from the one of a second to the one of another; counted no further than one too many.</summary>
    static int Points(BucketCalendar calendar, long from, long last)
    {
        var points = 0;
        for (var start = calendar.Floor(from); start <= last && points <= StatisticsQuery.MostPoints; start = calendar.Next(start))
            points++;
        return points;
    }
}
