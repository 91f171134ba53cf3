using System.Text.Json.Serialization;
using Throughline.Domain.Json;

namespace Throughline.Server.Features.Simulation;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(SimulationResponse))]
[JsonSerializable(typeof(StartSimulationRequest))]
sealed partial class SimulationJson : JsonSerializerContext;
