using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Json;
using Throughline.Domain.Views;

namespace Throughline.Server.Features.Users.Export;

/// <summary>All that is kept of somebody, and nobody else's.</summary>
/// <param name="Account">Who they are.</param>
/// <param name="Memberships">The projects that they are in.</param>
/// <param name="Tokens">Their tokens, without the secrets, which nobody has but they.</param>
/// <param name="SignIns">Where they are signed in.</param>
/// <param name="Uses">From where and when their tokens and sign-ins were used, as far as it is kept.</param>
/// <param name="Views">The views that they keep to themselves.</param>
/// <param name="Facts">What they did and what was done to them, as the journal has it, the oldest first.</param>
public sealed record ExportResponse(
    ExportedAccount Account, IReadOnlyList<ExportedMembership> Memberships, IReadOnlyList<ExportedToken> Tokens, IReadOnlyList<ExportedSignIn> SignIns,
    IReadOnlyList<ExportedUse> Uses, IReadOnlyList<ExportedView> Views, IReadOnlyList<ExportedFact> Facts);

/// <summary>Who somebody is.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Email">Their mail address.</param>
/// <param name="Name">What people call them.</param>
/// <param name="HasPassword">Whether they have a password; the program does not know it.</param>
/// <param name="IsAdministrator">Whether they look after the instance.</param>
/// <param name="CreatedAt">Since when there is the account.</param>
public sealed record ExportedAccount(UserId Id, string Email, string Name, bool HasPassword, bool IsAdministrator, Instant CreatedAt);

/// <summary>A place in a project.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Key">Its key.</param>
/// <param name="Role">Viewer, Worker, Member or Owner.</param>
/// <param name="Since">Since when.</param>
public sealed record ExportedMembership(ProjectId ProjectId, string Key, Role Role, Instant Since);

/// <summary>A token.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Scopes">What it is good for.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">From when on it is good for nothing; null: it does not expire.</param>
public sealed record ExportedToken(TokenId Id, string Name, Scopes Scopes, Instant CreatedAt, Instant? ExpiresAt);

/// <summary>A sign-in.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Browser">What the browser says that it is.</param>
/// <param name="CreatedAt">Since when.</param>
/// <param name="ExpiresAt">Until when.</param>
public sealed record ExportedSignIn(SignInId Id, string Browser, Instant CreatedAt, Instant ExpiresAt);

/// <summary>That a token or a sign-in was used.</summary>
/// <param name="CredentialId">The token or the sign-in.</param>
/// <param name="Address">Network address.</param>
/// <param name="FirstAt">When it was first used from there.</param>
/// <param name="LastAt">When it was last.</param>
public sealed record ExportedUse(Guid CredentialId, string Address, Instant FirstAt, Instant LastAt);

/// <summary>A view that somebody keeps to themselves.</summary>
/// <param name="Id">Identity.</param>
/// <param name="ProjectId">The project that it is of; null: of each that they see.</param>
/// <param name="Name">What they call it.</param>
/// <param name="State">Which stories it shows, and how.</param>
/// <param name="CreatedAt">When it was saved.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
public sealed record ExportedView(ViewId Id, ProjectId? ProjectId, string Name, ViewState State, Instant CreatedAt, Instant UpdatedAt);

/// <summary>A fact.</summary>
/// <param name="Position">Its place in the journal.</param>
/// <param name="At">When.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsOwn">Whether they did it; else it was done to them.</param>
/// <param name="ProjectId">The project that it belongs to; null: to none.</param>
/// <param name="SubjectId">What it was done to; null: somebody else.</param>
/// <param name="Data">What it says; null: it is about somebody else, or about a project that they don't see any more.</param>
public sealed record ExportedFact(Position Position, Instant At, string Type, bool IsOwn, ProjectId? ProjectId, Guid? SubjectId, JsonElement? Data);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(ExportResponse))]
sealed partial class ExportJson : JsonSerializerContext;
