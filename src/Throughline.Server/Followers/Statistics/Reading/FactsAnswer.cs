using System.Text.Json.Serialization;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Json;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Followers.Statistics.Reading;

/// <summary>A fact behind a statistic.</summary>
/// <param name="Position">Its place in the journal.</param>
/// <param name="At">When it was committed.</param>
/// <param name="EffectiveAt">When it counts: the same, unless another time was stated.</param>
/// <param name="Type">Such as story.completed.</param>
/// <param name="ProjectId">The project that it belongs to.</param>
/// <param name="ActorId">Who did it; local: the program.</param>
/// <param name="Story">The story that it is about, or whose task it is about; null: it is gone, or it is about a project.</param>
/// <param name="Task">The task that it is about; null: it is gone, or it is about none.</param>
/// <param name="Effects">What it adds to the series that were asked for.</param>
public sealed record FactBehind(
    Position Position, Instant At, Instant EffectiveAt, string Type, ProjectId ProjectId, UserId ActorId, StoryBehind? Story, TaskBehind? Task,
    IReadOnlyList<EffectBehind> Effects);

/// <summary>A story.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Key">Such as TL-12.</param>
/// <param name="Title">What it says now.</param>
public sealed record StoryBehind(StoryId Id, string Key, string Title);

/// <summary>A task.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Title">What it says now.</param>
public sealed record TaskBehind(TaskId Id, string Title);

/// <summary>What a fact adds to a series.</summary>
/// <param name="Series">Such as stories.created.</param>
/// <param name="Count">Occurrences; 0 for levels.</param>
/// <param name="Sum">Amount: seconds of time, or by how much a level moved.</param>
public sealed record EffectBehind(string Series, long Count, long Sum);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(Page<FactBehind>))]
sealed partial class FactsJson : JsonSerializerContext;
