using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Throughline.Server.Followers.Live.Requests;

/// <summary>What <c>/api/live</c> and <c>/api/live/ws</c> take, as it was sent.</summary>
sealed class LiveQuery
{
    /// <summary>So that one stream's filter stays small.</summary>
    public const int MostProjects = 100;

    [FromQuery, Description("Project whose facts are shown; may be repeated, up to 100 times. Absent: all that you see.")]
    public string[]? ProjectId { get; init; }

    [FromQuery, Description("Fact types, separated by commas: full names such as story.created, or story.* for all of a kind. Absent: all.")]
    public string? Types { get; init; }

    [FromQuery, Description("Whether facts are shown: true (default) or false.")]
    public string? Facts { get; init; }

    [FromQuery, Description("Adds statistics of the project (or of all that you see) at this resolution: second, minute, hour, day, week (from Monday), month, quarter or year.")]
    public string? Statistics { get; init; }

    [FromQuery, Description("Series of the statistics, separated by commas. Absent: all.")]
    public string? Series { get; init; }

    [FromQuery, Description("Time zone of the statistics' buckets, by its name in the IANA database. Absent: UTC.")]
    public string? Zone { get; init; }

    [FromQuery, Description("Seconds that the first statistics event covers. Absent: what fits a screen.")]
    public string? Span { get; init; }

    [FromQuery, Description("The last event that the client has; for clients that can't send the header Last-Event-ID, which counts more.")]
    public string? LastEventId { get; init; }

    [FromHeader(Name = "Last-Event-ID"), Description("The last event that the client has, as browsers send it: the stream goes on exactly after it.")]
    public string? LastEventIdHeader { get; init; }
}
