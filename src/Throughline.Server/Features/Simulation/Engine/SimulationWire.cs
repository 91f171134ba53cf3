using System.Text.Json.Serialization;

namespace Throughline.Server.Features.Simulation.Engine;

/// <summary>The wire forms that the simulation reads. What a newer server adds is passed over.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StoryLine))]
[JsonSerializable(typeof(WorkCounts))]
sealed partial class SimulationWire : JsonSerializerContext;

/// <summary>What became of a line of a batch.</summary>
sealed record StoryLine(int Status, string? Detail, IReadOnlyDictionary<string, string[]>? Errors);

/// <summary>How the project's tasks stand: of GET /api/work.</summary>
/// <param name="Claimable">Waiting for a worker.</param>
/// <param name="Leased">With a worker.</param>
/// <param name="SetAside">Failed too often, and wait for a person.</param>
public sealed record WorkCounts(long Claimable, long Leased, long SetAside);
