using System.Text.Json.Serialization;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Json;

namespace Throughline.Server.Cli.Demo;

sealed record ProjectToMake(string Key, string Name);

sealed record ProjectMade(ProjectId Id);

sealed record StoriesFound(IReadOnlyList<StoryFound> Items);

sealed record StoryFound(StoryId Id);

sealed record SimulationToStart(
    ProjectId ProjectId, double StoriesPerSecond, TasksOfStory TasksPerStory, int Workers, double Speed, double FailureRate, int Seconds);

sealed record TasksOfStory(int From, int To);

sealed record SimulationSeen(SimulationPlanSeen Plan, Instant EndsAt, Instant? EndedAt);

sealed record SimulationPlanSeen(ProjectId ProjectId);

sealed record KindsFound(IReadOnlyList<KindMade> Items);

sealed record KindToMake(ProjectId ProjectId, string Description);

sealed record KindMade(BaseItemId Id);

sealed record ItemToMake(ProjectId ProjectId, BaseItemId BaseItemId, string Label, Instant CreatedAt, UserId OwnerId);

sealed record ItemMade(ItemId Id);

sealed record TransferLine(ProjectId ProjectId, ItemId ItemId, UserId OwnerId, Instant At);

sealed record TransferToMake(ProjectId ProjectId, IReadOnlyList<ItemId> ItemIds, UserId OwnerId, bool Awaits);

sealed record TransfersMade(IReadOnlyList<TransferMade> Transfers);

sealed record TransferMade(TransferId Id);

sealed record UserToMake(string Email, string Name);

sealed record PersonSeen(UserId Id);

sealed record MemberToAdd(string Email, string Role);

sealed record MemberSeen(UserId UserId);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(ProjectToMake))]
[JsonSerializable(typeof(ProjectMade))]
[JsonSerializable(typeof(StoriesFound))]
[JsonSerializable(typeof(SimulationToStart))]
[JsonSerializable(typeof(SimulationSeen))]
[JsonSerializable(typeof(KindsFound))]
[JsonSerializable(typeof(KindToMake))]
[JsonSerializable(typeof(KindMade))]
[JsonSerializable(typeof(ItemToMake))]
[JsonSerializable(typeof(ItemMade))]
[JsonSerializable(typeof(TransferLine))]
[JsonSerializable(typeof(TransferToMake))]
[JsonSerializable(typeof(TransfersMade))]
[JsonSerializable(typeof(UserToMake))]
[JsonSerializable(typeof(PersonSeen))]
[JsonSerializable(typeof(MemberToAdd))]
[JsonSerializable(typeof(MemberSeen))]
sealed partial class DemoJson : JsonSerializerContext;
