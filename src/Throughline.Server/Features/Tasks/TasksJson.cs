using System.Text.Json.Serialization;
using Throughline.Domain.Json;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Tasks;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(TaskResponse))]
[JsonSerializable(typeof(Page<TaskResponse>))]
[JsonSerializable(typeof(AddTaskRequest))]
[JsonSerializable(typeof(EditTaskRequest))]
[JsonSerializable(typeof(bool?))]
sealed partial class TasksJson : JsonSerializerContext;
