using NodaTime;
using Throughline.Domain;

namespace Throughline.Server.Features.Items;

/// <summary>An item as the API shows it.</summary>
/// <param name="Id">Identity.</param>
/// <param name="ProjectId">The project it is in.</param>
/// <param name="BaseItemId">What kind of thing it is.</param>
/// <param name="Description">What its kind is called.</param>
/// <param name="Label">What tells it from others of its kind; null: nothing does.</param>
/// <param name="CreatedAt">When it came to be, or was recorded.</param>
/// <param name="OwnerId">Who holds it: now, or at the moment that was asked for; null: nobody.</param>
/// <param name="Since">From when on they hold it.</param>
/// <param name="AwaitingId">The transfer of it that awaits acceptance now, if any.</param>
/// <param name="AwaitingOwnerId">Who is to accept that.</param>
/// <param name="Version">Counts what people edit on it; send it as If-Match.</param>
public sealed record ItemResponse(
    ItemId Id, ProjectId ProjectId, BaseItemId BaseItemId, string Description, string? Label, Instant CreatedAt, UserId? OwnerId, Instant? Since, TransferId? AwaitingId,
    UserId? AwaitingOwnerId, int Version)
{
    /// <param name="state">Holds the item, its base item, and the last of its chain.</param>
    public static ItemResponse Of(State state, ItemId id)
    {
        var (item, held, awaiting) = (state.Items.Get(id), state.Chains.At(id, state.Now), state.Chains.Awaiting(id));
        return new(id, item.ProjectId, item.BaseItemId, state.BaseItems.Get(item.BaseItemId).Description, item.Label, item.CreatedAt, held?.OwnerId, held?.At,
            awaiting?.Id, awaiting?.OwnerId, item.Version);
    }
}
