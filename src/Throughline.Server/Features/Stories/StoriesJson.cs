using System.Text.Json.Serialization;
using Throughline.Domain;
using Throughline.Domain.Json;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Stories.Board;

namespace Throughline.Server.Features.Stories;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false, IgnoreReadOnlyProperties = true, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(StoryResponse))]
[JsonSerializable(typeof(StoriesPage))]
[JsonSerializable(typeof(BulkRequest))]
[JsonSerializable(typeof(UndoRequest))]
[JsonSerializable(typeof(BulkAnswer))]
[JsonSerializable(typeof(Page<History.HistoryEntry>))]
[JsonSerializable(typeof(CreateStoryRequest))]
[JsonSerializable(typeof(EditStoryRequest))]
[JsonSerializable(typeof(MoveStoryRequest))]
[JsonSerializable(typeof(StoryId?))]
[JsonSerializable(typeof(StoryGroups))]
[JsonSerializable(typeof(FilterCounts))]
[JsonSerializable(typeof(ExplainedFilter))]
[JsonSerializable(typeof(FilterCompletions))]
[JsonSerializable(typeof(BatchLine))]
[JsonSerializable(typeof(BoardResponse))]
[JsonSerializable(typeof(ImportStoryRequest))]
[JsonSerializable(typeof(ImportLine))]
[JsonSerializable(typeof(IReadOnlyList<NewTaskRequest>))]
[JsonSerializable(typeof(UserId?))]
[JsonSerializable(typeof(Seconds))]
[JsonSerializable(typeof(Seconds?))]
sealed partial class StoriesJson : JsonSerializerContext;
