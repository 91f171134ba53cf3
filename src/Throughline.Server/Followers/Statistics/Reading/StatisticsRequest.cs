using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Throughline.Server.Followers.Statistics.Reading;

/// <summary>The query parameters of a statistic, as they came.</summary>
public sealed record StatisticsRequest
{
    [FromQuery, Description("Names of series, separated by commas, such as stories.created,stories.open. Default: all.")]
    public string? Series { get; init; }

    [FromQuery, Description("Length of a bucket: second, minute (the default), hour, day, week (from Monday), month, quarter or year.")]
    public string? Resolution { get; init; }

    [FromQuery, Description("Time zone of the buckets, by its name in the IANA database, such as Europe/Stockholm. Default: UTC.")]
    public string? Zone { get; init; }

    [FromQuery, Description("Beginning (RFC 3339); the bucket that holds it is the first. Default: 5 minutes of seconds, 3 hours of minutes, "
        + "7 days of hours, 90 days, 52 weeks, 24 months, 20 quarters or 10 years before the end.")]
    public string? From { get; init; }

    [FromQuery, Description("End (RFC 3339); the bucket that holds the moment before it is the last. Default: now.")]
    public string? To { get; init; }

    [FromQuery, Description("Id of a project. Default: all that you see, together.")]
    public string? ProjectId { get; init; }

    [FromQuery, Description("previous: as many buckets before the first one are answered beside it. Default: none.")]
    public string? Compare { get; init; }

    [FromQuery, Description("Length of the range in seconds, in the place of 'from': as many buckets as hold them, the one of the end included.")]
    public string? Span { get; init; }

    [FromQuery, Description("Splits the one series that is named: project, person (who did it; flows), label (those the story had then; stories.created, completed and "
        + "deleted), baseItem (items.created). Parts by person, label and base item are kept by quarter-hours; what is finer is added up from the journal.")]
    public string? Split { get; init; }

    [FromQuery, Description("How many parts are answered one by one, 1 to 50, those with the most first; the others follow as one, whose 'of' has no id. Of labels nothing "
        + "follows: a story with two counts for both. Default: 10.")]
    public string? Top { get; init; }

    [FromQuery, Description("Id of a person, or local: only what they did.")]
    public string? Person { get; init; }

    [FromQuery, Description("Name of a label: only stories that had it then.")]
    public string? Label { get; init; }

    [FromQuery, Description("Id of a base item: only items of this kind.")]
    public string? BaseItem { get; init; }

    [FromQuery, Description("A position of the journal, or a moment (RFC 3339): everything as it was then, without what was recorded later. Default: as it is.")]
    public string? At { get; init; }
}
