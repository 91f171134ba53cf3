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

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(ProjectToMake))]
[JsonSerializable(typeof(ProjectMade))]
[JsonSerializable(typeof(StoriesFound))]
[JsonSerializable(typeof(SimulationToStart))]
[JsonSerializable(typeof(SimulationSeen))]
sealed partial class DemoJson : JsonSerializerContext;
