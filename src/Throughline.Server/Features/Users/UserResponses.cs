using System.Text.Json.Serialization;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Json;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Users.External;

namespace Throughline.Server.Features.Users;

/// <summary>Whether the instance waits for its owner.</summary>
/// <param name="Needed">It has no user yet.</param>
public sealed record SetUpResponse(bool Needed);

/// <summary>Who asks.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Name">What people call them.</param>
/// <param name="Email">Their mail address.</param>
/// <param name="IsAdministrator">Whether they look after the instance.</param>
/// <param name="IsDemo">Whether they were let in because this is a demo and they came from its machine.</param>
/// <param name="SignInId">In which sign-in they ask; null: by a token, or in a demo.</param>
/// <param name="Scopes">What their credential is good for: some of read, write, work, admin.</param>
public sealed record Me(UserId Id, string Name, string Email, bool IsAdministrator, bool IsDemo, SignInId? SignInId, Scopes Scopes);

/// <summary>A browser in which somebody is signed in.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Browser">What it says that it is.</param>
/// <param name="CreatedAt">Since when.</param>
/// <param name="ExpiresAt">Until when, unless it is ended before.</param>
/// <param name="IsCurrent">Whether it is the one that asks.</param>
/// <param name="LastUsedAt">When something was last asked in it, up to some seconds ago; null: nothing was, or so long ago that it is forgotten.</param>
/// <param name="LastAddress">The network address that it was last used from.</param>
public sealed record SignInResponse(
    SignInId Id, string Browser, Instant CreatedAt, Instant ExpiresAt, bool IsCurrent, Instant? LastUsedAt, string? LastAddress);

/// <summary>A user as administrators see them.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Name">What people call them.</param>
/// <param name="Email">Their mail address.</param>
/// <param name="IsAdministrator">Whether they look after the instance.</param>
/// <param name="IsDisabled">Whether they may do nothing any more.</param>
/// <param name="Version">Counts what administrators edit; send it as If-Match.</param>
/// <param name="CreatedAt">Since when there is the account.</param>
public sealed record UserResponse(UserId Id, string Name, string Email, bool IsAdministrator, bool IsDisabled, int Version, Instant CreatedAt)
{
    /// <summary>Path of the page on which they choose their password, good for one use; whoever has it can. Null: none was made now, or it went to them by mail.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Link { get; init; }

    /// <summary>Until when the link is good.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? LinkExpiresAt { get; init; }
}

/// <summary>Somebody of whom nothing personal is kept any more.</summary>
/// <param name="Id">Identity, which the journal goes on naming.</param>
/// <param name="Name">What they are shown as.</param>
/// <param name="Position">Position of the fact that erased them: a backup that does not reach it has to erase them again.</param>
/// <param name="At">When.</param>
public sealed record ErasureResponse(UserId Id, string Name, Position Position, Instant At);

/// <summary>A link by which somebody chooses a password.</summary>
/// <param name="Link">Path of the page, good for one use; whoever has it can. Null: it went by mail to whom it is for.</param>
/// <param name="LinkExpiresAt">Until when.</param>
public sealed record PasswordLinkResponse(string? Link, Instant LinkExpiresAt);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(SetUpRequest))]
[JsonSerializable(typeof(SetUpResponse))]
[JsonSerializable(typeof(SignInRequest))]
[JsonSerializable(typeof(Me))]
[JsonSerializable(typeof(EditMeRequest))]
[JsonSerializable(typeof(ChangePasswordRequest))]
[JsonSerializable(typeof(ChoosePasswordRequest))]
[JsonSerializable(typeof(Page<SignInResponse>))]
[JsonSerializable(typeof(Page<UserResponse>))]
[JsonSerializable(typeof(CreateUserRequest))]
[JsonSerializable(typeof(EditUserRequest))]
[JsonSerializable(typeof(UserResponse))]
[JsonSerializable(typeof(PasswordLinkResponse))]
[JsonSerializable(typeof(ProofRequest))]
[JsonSerializable(typeof(ConfirmAuthenticatorRequest))]
[JsonSerializable(typeof(SecondStepRequest))]
[JsonSerializable(typeof(AuthenticatorResponse))]
[JsonSerializable(typeof(NewAuthenticatorResponse))]
[JsonSerializable(typeof(RecoveryCodesResponse))]
[JsonSerializable(typeof(PasskeyOptionsResponse))]
[JsonSerializable(typeof(AddPasskeyRequest))]
[JsonSerializable(typeof(EditPasskeyRequest))]
[JsonSerializable(typeof(PasskeySignInRequest))]
[JsonSerializable(typeof(PasskeyResponse))]
[JsonSerializable(typeof(Page<PasskeyResponse>))]
[JsonSerializable(typeof(ForgotPasswordRequest))]
[JsonSerializable(typeof(AskNewAddressRequest))]
[JsonSerializable(typeof(AddressChangeResponse))]
[JsonSerializable(typeof(ConfirmAddressRequest))]
[JsonSerializable(typeof(ConfirmedAddress))]
[JsonSerializable(typeof(TakeInvitationRequest))]
[JsonSerializable(typeof(JoinByInvitationRequest))]
[JsonSerializable(typeof(InvitationDetails))]
[JsonSerializable(typeof(TakenInvitation))]
[JsonSerializable(typeof(SignInMethods))]
[JsonSerializable(typeof(Page<IdentityResponse>))]
[JsonSerializable(typeof(DepartureResponse))]
[JsonSerializable(typeof(EraseUserRequest))]
[JsonSerializable(typeof(Page<ErasureResponse>))]
sealed partial class UsersJson : JsonSerializerContext;
