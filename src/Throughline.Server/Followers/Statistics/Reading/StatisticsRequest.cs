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
}
