using NodaTime;

namespace Throughline.Domain.Items;

/// <summary>A kind of thing, such as a model of a laptop.</summary>
/// <param name="ItemCount">How many items are of the kind.</param>
/// <param name="Version">Counts what people edit.</param>
public sealed record BaseItem(BaseItemId Id, ProjectId ProjectId, string Description, int ItemCount, int Version, Instant CreatedAt, Instant UpdatedAt);
