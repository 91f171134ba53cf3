using System.Text.Json.Serialization;
using Throughline.Domain.Json;

namespace Throughline.Server.Features.Work;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false, RespectRequiredConstructorParameters = true, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(ClaimRequest))]
[JsonSerializable(typeof(ClaimAnswer))]
[JsonSerializable(typeof(HeartbeatRequest))]
[JsonSerializable(typeof(HeartbeatAnswer))]
[JsonSerializable(typeof(CompleteRequest))]
[JsonSerializable(typeof(ReleaseRequest))]
[JsonSerializable(typeof(SetAsideRequest))]
[JsonSerializable(typeof(RequeueRequest))]
[JsonSerializable(typeof(WorkAnswer))]
[JsonSerializable(typeof(WorkOverview))]
[JsonSerializable(typeof(WorkToday))]
sealed partial class WorkJson : JsonSerializerContext;
