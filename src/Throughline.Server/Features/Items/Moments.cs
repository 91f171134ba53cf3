using NodaTime;
using NodaTime.Text;
using Throughline.Domain;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Items;

/// <summary>A moment in a query.</summary>
static class Moments
{
    /// <exception cref="RefusedException">It is none.</exception>
    public static Instant? Read(string field, string? text) => text is null ? null
        : OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true, Value: { Year: >= 1900 and <= 2200 } moment } ? moment.ToInstant()
        : throw new RefusedException(Refusal.Invalid(field, "It is a moment between the years 1900 and 2200, such as 2026-01-31T12:00:00Z."));
}
