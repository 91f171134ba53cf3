using System.Text.Json.Serialization;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Json;

namespace Throughline.Server.Client.Work;

sealed record ClaimRequest(ProjectId? ProjectId, WorkerSessionId SessionId, string Worker, int Count, int Wait, int Lease);

sealed record ClaimAnswer(Instant ServerTime, IReadOnlyList<ClaimedTask> Tasks);

sealed record HeartbeatRequest(WorkerSessionId SessionId, IReadOnlyList<LeaseName> Tasks, bool Leaving = false);

sealed record HeartbeatAnswer(Instant? LeaseUntil, IReadOnlyList<LeaseName> Lost);

sealed record CompleteRequest(IReadOnlyList<CompleteTask> Tasks);

sealed record CompleteTask(TaskId TaskId, int LeaseEpoch, Seconds TimeSpent);

sealed record ReleaseRequest(IReadOnlyList<ReleaseTask> Tasks);

sealed record ReleaseTask(TaskId TaskId, int LeaseEpoch, Seconds TimeSpent, string? Reason, bool Failed);

sealed record ResultsAnswer(IReadOnlyList<TaskResult> Results);

sealed record TaskResult(TaskId TaskId, int LeaseEpoch, int Status, string? Detail);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(ClaimRequest))]
[JsonSerializable(typeof(ClaimAnswer))]
[JsonSerializable(typeof(ClaimedTask))]
[JsonSerializable(typeof(HeartbeatRequest))]
[JsonSerializable(typeof(HeartbeatAnswer))]
[JsonSerializable(typeof(CompleteRequest))]
[JsonSerializable(typeof(ReleaseRequest))]
[JsonSerializable(typeof(ResultsAnswer))]
sealed partial class WorkerJson : JsonSerializerContext;
