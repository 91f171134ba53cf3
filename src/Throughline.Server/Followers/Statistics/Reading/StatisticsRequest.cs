using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Throughline.Server.Followers.Statistics.Reading;

/// <summary>The query parameters of a statistic, as they came.</summary>
public sealed record StatisticsRequest(
    [property: FromQuery(Name = "series")]
    [property: Description("Names of series, separated by commas, such as stories.created,stories.open. Default: all.")]
    string? Series,
    [property: FromQuery(Name = "resolution")]
    [property: Description("Length of a bucket: second, minute (the default), hour, day, week (from Monday), month, quarter or year.")]
    string? Resolution,
    [property: FromQuery(Name = "zone")]
    [property: Description("Time zone of the buckets, by its name in the IANA database, such as Europe/Stockholm. Default: UTC.")]
    string? Zone,
    [property: FromQuery(Name = "from")]
    [property: Description("Beginning (RFC 3339); the bucket that holds it is the first. Default: 5 minutes of seconds, 3 hours of minutes, "
        + "7 days of hours, 90 days, 52 weeks, 24 months, 20 quarters or 10 years before the end.")]
    string? From,
    [property: FromQuery(Name = "to")]
    [property: Description("End (RFC 3339); the bucket that holds the moment before it is the last. Default: now.")]
    string? To,
    [property: FromQuery(Name = "projectId")]
    [property: Description("Id of a project. Default: all that you see, together.")]
    string? ProjectId,
    [property: FromQuery(Name = "compare")]
    [property: Description("previous: as many buckets before the first one are answered beside it. Default: none.")]
    string? Compare = null);
