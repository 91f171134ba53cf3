using System.Text.Json.Serialization;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Json;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Items.BaseItems;
using Throughline.Server.Features.Items.Chains;
using Throughline.Server.Features.Items.Transfers;

namespace Throughline.Server.Features.Items;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false, IgnoreReadOnlyProperties = true, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(BaseItemResponse))]
[JsonSerializable(typeof(Page<BaseItemResponse>))]
[JsonSerializable(typeof(CreateBaseItemRequest))]
[JsonSerializable(typeof(EditBaseItemRequest))]
[JsonSerializable(typeof(ItemResponse))]
[JsonSerializable(typeof(Page<ItemResponse>))]
[JsonSerializable(typeof(CreateItemRequest))]
[JsonSerializable(typeof(EditItemRequest))]
[JsonSerializable(typeof(ItemLine))]
[JsonSerializable(typeof(OwnerResponse))]
[JsonSerializable(typeof(TransferResponse))]
[JsonSerializable(typeof(TransfersResponse))]
[JsonSerializable(typeof(Page<TransferResponse>))]
[JsonSerializable(typeof(TransferItemsRequest))]
[JsonSerializable(typeof(TransferLineRequest))]
[JsonSerializable(typeof(RefuseTransferRequest))]
[JsonSerializable(typeof(SettleTransfersRequest))]
[JsonSerializable(typeof(CorrectTransferRequest))]
[JsonSerializable(typeof(ProjectId?))]
[JsonSerializable(typeof(Instant?))]
sealed partial class ItemsJson : JsonSerializerContext;
