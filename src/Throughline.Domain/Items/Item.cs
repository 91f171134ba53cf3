using NodaTime;

namespace Throughline.Domain.Items;

/// <summary>One thing, of some kind. Who holds it its transfers say.</summary>
/// <param name="Label">What tells it from others of its kind, such as a serial number; null: nothing does.</param>
/// <param name="Version">Counts what people edit on it; to be handed over is no edit.</param>
/// <param name="CreatedAt">When it came to be, as far as it was stated; else when it was recorded.</param>
public sealed record Item(ItemId Id, ProjectId ProjectId, BaseItemId BaseItemId, string? Label, int Version, Instant CreatedAt);
