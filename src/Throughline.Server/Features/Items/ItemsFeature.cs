using Throughline.Server.Features.Items.BaseItems;
using Throughline.Server.Features.Items.Chains;
using Throughline.Server.Features.Items.Transfers;

namespace Throughline.Server.Features.Items;

/// <summary>Things, who holds them, and how they came to.</summary>
public static class ItemsFeature
{
    public static IServiceCollection AddItems(this IServiceCollection services) =>
        services.AddSingleton<Receivers>().ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, ItemsJson.Default));

    public static void MapItems(this IEndpointRouteBuilder endpoints)
    {
        var kinds = endpoints.MapGroup("/api/base-items").WithTags("Items");
        CreateBaseItemEndpoint.Map(kinds);
        ListBaseItemsEndpoint.Map(kinds);
        GetBaseItemEndpoint.Map(kinds);
        EditBaseItemEndpoint.Map(kinds);
        DeleteBaseItemEndpoint.Map(kinds);
        var items = endpoints.MapGroup("/api/items").WithTags("Items");
        CreateItemEndpoint.Map(items);
        CreateItemsEndpoint.Map(items);
        ListItemsEndpoint.Map(items);
        GetItemEndpoint.Map(items);
        EditItemEndpoint.Map(items);
        GetItemCodeEndpoint.Map(items);
        GetOwnerEndpoint.Map(items);
        GetChainEndpoint.Map(items);
        DownloadChainEndpoint.Map(items);
        GetHeldEndpoint.Map(endpoints.MapGroup("/api/users").WithTags("Items"));
        var transfers = endpoints.MapGroup("/api/transfers").WithTags("Items");
        TransferItemsEndpoint.Map(transfers);
        TransferLinesEndpoint.Map(transfers);
        SettleTransfersEndpoint.Map(transfers);
        ListTransfersEndpoint.Map(transfers);
        GetTransferEndpoint.Map(transfers);
        AcceptTransferEndpoint.Map(transfers);
        RefuseTransferEndpoint.Map(transfers);
        RecallTransferEndpoint.Map(transfers);
        CorrectTransferEndpoint.Map(transfers);
    }
}
