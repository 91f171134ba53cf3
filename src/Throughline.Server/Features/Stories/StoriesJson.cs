using System.Text.Json.Serialization;
using Throughline.Domain;
using Throughline.Domain.Json;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Stories;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false, IgnoreReadOnlyProperties = true, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(StoryResponse))]
[JsonSerializable(typeof(Page<StoryResponse>))]
[JsonSerializable(typeof(CreateStoryRequest))]
[JsonSerializable(typeof(EditStoryRequest))]
[JsonSerializable(typeof(StoryCounts))]
[JsonSerializable(typeof(ExplainedFilter))]
[JsonSerializable(typeof(FilterCompletions))]
[JsonSerializable(typeof(BatchLine))]
[JsonSerializable(typeof(ImportStoryRequest))]
[JsonSerializable(typeof(ImportLine))]
[JsonSerializable(typeof(IReadOnlyList<NewTaskRequest>))]
[JsonSerializable(typeof(UserId?))]
[JsonSerializable(typeof(Seconds))]
[JsonSerializable(typeof(Seconds?))]
sealed partial class StoriesJson : JsonSerializerContext;
