using NodaTime;
using Throughline.Domain;

namespace Throughline.Server.Features.Items.Chains;

/// <summary>Who held an item at a moment.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="At">The moment.</param>
/// <param name="OwnerId">Who held it; null: nobody did.</param>
/// <param name="TransferId">The transfer by which they came to.</param>
/// <param name="Since">From when on they held it.</param>
/// <param name="Until">Until when they held it; null: they hold it still.</param>
public sealed record OwnerResponse(ItemId ItemId, Instant At, UserId? OwnerId, TransferId? TransferId, Instant? Since, Instant? Until);
