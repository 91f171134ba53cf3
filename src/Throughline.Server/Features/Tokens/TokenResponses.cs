using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Json;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Tokens;

/// <summary>A token, without its secret.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Scopes">What it is good for: some of read, write, work, admin; never for more than its owner may do.</param>
/// <param name="ExpiresAt">From when on it is good for nothing; null: it does not expire.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastUsedAt">When it was last used, up to some seconds ago; null: it was not, or so long ago that it is forgotten.</param>
/// <param name="LastAddress">The network address that it was last used from.</param>
public sealed record TokenResponse(
    TokenId Id, string Name, Scopes Scopes, Instant? ExpiresAt, Instant CreatedAt, Instant? LastUsedAt, string? LastAddress)
{
    /// <summary>The token itself, to be sent as <c>Authorization: Bearer</c>. It is told here, once, and kept nowhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }
}

/// <summary>A new token.</summary>
public sealed record CreateTokenRequest
{
    /// <summary>What it is for, 1 to 200 characters.</summary>
    [StringLength(Secret.LabelLength, MinimumLength = 1)]
    public required string? Name { get; init; }

    /// <summary>What it is good for, at least one of read, write, work, admin.</summary>
    public required Scopes Scopes { get; init; }

    /// <summary>Seconds until it expires, from 60; when left out or null it does not.</summary>
    public Optional<long?> ExpiresIn { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(Page<TokenResponse>))]
[JsonSerializable(typeof(CreateTokenRequest))]
[JsonSerializable(typeof(long?))]
sealed partial class TokensJson : JsonSerializerContext;
