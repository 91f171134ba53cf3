using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Throughline.Server.Followers.Live.Requests;

/// <summary>What <c>/api/statistics/live</c> takes; it is read by the statistics' own rules.</summary>
sealed class LiveStatisticsQuery
{
    [FromQuery, Description("Project whose statistics are shown. Absent: all projects that you see, together.")]
    public string? ProjectId { get; init; }

    [FromQuery, Description("Series, separated by commas. Absent: all.")]
    public string? Series { get; init; }

    [FromQuery, Description("Length of a bucket: second, minute (default), hour, day, week (from Monday), month, quarter or year.")]
    public string? Resolution { get; init; }

    [FromQuery, Description("Time zone of the buckets, by its name in the IANA database. Absent: UTC.")]
    public string? Zone { get; init; }

    [FromQuery, Description("Seconds that the first event covers. Absent: what fits a screen.")]
    public string? Span { get; init; }
}
