using System.Text.Json.Serialization;

namespace Throughline.Server.Client;

/// <summary>The wire forms that this side reads and writes. What a newer server adds is passed over.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WireProblem))]
[JsonSerializable(typeof(ProjectsPage))]
sealed partial class ClientJson : JsonSerializerContext;
