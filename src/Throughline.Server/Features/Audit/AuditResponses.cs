using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Json;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Audit;

/// <summary>Who did what, by what, to what.</summary>
/// <param name="Position">Its place in the journal.</param>
/// <param name="At">When.</param>
/// <param name="Type">The fact's type, such as member.edited.</param>
/// <param name="Project">The project that it belongs to; null: to none.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Credential">By which token or in which sign-in; null: by none, as on the server's own machine, or before it was written down.</param>
/// <param name="Subject">What it was done to.</param>
/// <param name="Changes">What it says, by name: before and after.</param>
/// <param name="Names">What the users are called whose ids stand in changes, by their ids.</param>
public sealed record AuditEntry(
    Position Position, Instant At, string Type, AuditProject? Project, AuditPerson Actor, AuditCredential? Credential, AuditSubject Subject,
    IReadOnlyDictionary<string, AuditChange> Changes, IReadOnlyDictionary<string, string> Names);

/// <summary>A project.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Key">Its key; null: it was deleted.</param>
public sealed record AuditProject(ProjectId Id, string? Key);

/// <summary>A user, or the program itself.</summary>
/// <param name="Id">Identity; local: the program.</param>
/// <param name="Name">What they are called now; of somebody who was erased a pseudonym.</param>
public sealed record AuditPerson(UserId Id, string Name);

/// <summary>What somebody proved with who they are.</summary>
/// <param name="Id">Identity of the token or the sign-in.</param>
/// <param name="Kind">token or signIn.</param>
/// <param name="Name">What the token is called; of a sign-in the browser, which administrators see and its user. Null: it is gone.</param>
/// <param name="Address">Network address from which it was used then, as far as it is kept; administrators see it and its user.</param>
public sealed record AuditCredential(Guid Id, string Kind, string? Name, string? Address);

/// <summary>What something was done to.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Kind">project, story, task, user or token.</param>
/// <param name="Key">The key, such as TL-12, where it has one.</param>
/// <param name="Name">What it is called now, or was at last; null: that is not kept.</param>
public sealed record AuditSubject(Guid Id, string Kind, string? Key, string? Name);

/// <summary>A value before and after.</summary>
/// <param name="Old">Before; null: there was none.</param>
/// <param name="New">After; null: there is none.</param>
public sealed record AuditChange(JsonElement? Old, JsonElement? New);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(Page<AuditEntry>))]
sealed partial class AuditJson : JsonSerializerContext;
