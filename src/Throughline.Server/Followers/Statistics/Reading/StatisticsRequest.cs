using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Throughline.Server.Followers.Statistics.Reading;

/// <summary>The query parameters of a statistic, as they came.</summary>
public sealed record StatisticsRequest(
    [FromQuery(Name = "series")]
    [Description("Names of series, separated by commas, such as stories.created,stories.open. Default: all.")]
    string? Series,
    [FromQuery(Name = "resolution")]
    [Description("Length of a bucket: second, minute (the default), hour or day.")]
    string? Resolution,
    [FromQuery(Name = "zone")]
    [Description("Time zone of the buckets. UTC, which is also the default.")]
    string? Zone,
    [FromQuery(Name = "from")]
    [Description("Beginning (RFC 3339); the bucket that holds it is the first. Default: 5 minutes of seconds, 3 hours of minutes, "
        + "7 days of hours or 90 days before the end.")]
    string? From,
    [FromQuery(Name = "to")]
    [Description("End (RFC 3339); the bucket that holds the moment before it is the last. Default: now.")]
    string? To,
    [FromQuery(Name = "projectId")]
    [Description("Id of a project. Default: all projects together.")]
    string? ProjectId);
