using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Throughline.Domain;
using Throughline.Domain.Labels;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Labels;

/// <summary>A label of a project.</summary>
/// <param name="Name">The word, as stories have it.</param>
/// <param name="Color">The colour it was given; null: none, and whoever shows it takes one by its name.</param>
/// <param name="Stories">How many of the project's newest 2,000 stories have it.</param>
public sealed record LabelResponse(string Name, LabelColor? Color, int Stories);

/// <summary>A colour for a label.</summary>
public sealed record ColorLabelRequest
{
    /// <summary>The label: 1 to 50 characters. No story needs to have it yet.</summary>
    [StringLength(InputRules.LabelLength, MinimumLength = 1)]
    public required string? Name { get; init; }

    /// <summary>The colour; null: the one by its name again.</summary>
    public required LabelColor? Color { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(Page<LabelResponse>))]
[JsonSerializable(typeof(ColorLabelRequest))]
sealed partial class LabelsJson : JsonSerializerContext;
