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
    string? Compare = null,
    [property: FromQuery(Name = "span")]
    [property: Description("Length of the range in seconds, in the place of 'from': as many buckets as hold them, the one of the end included.")]
    string? Span = null,
    [property: FromQuery(Name = "split")]
    [property: Description("Splits the one series that is named: project, person (who did it; flows), label (those the story had then; stories.created, completed and "
        + "deleted), baseItem (items.created). Parts by person, label and base item are kept by quarter-hours; what is finer is added up from the journal.")]
    string? Split = null,
    [property: FromQuery(Name = "top")]
    [property: Description("How many parts are answered one by one, 1 to 50, those with the most first; the others follow as one, whose 'of' has no id. Of labels nothing "
        + "follows: a story with two counts for both. Default: 10.")]
    string? Top = null,
    [property: FromQuery(Name = "person")]
    [property: Description("Id of a person, or local: only what they did.")]
    string? Person = null,
    [property: FromQuery(Name = "label")]
    [property: Description("Name of a label: only stories that had it then.")]
    string? Label = null,
    [property: FromQuery(Name = "baseItem")]
    [property: Description("Id of a base item: only items of this kind.")]
    string? BaseItem = null,
    [property: FromQuery(Name = "at")]
    [property: Description("A position of the journal, or a moment (RFC 3339): everything as it was then, without what was recorded later. Default: as it is.")]
    string? At = null);
