using System.Text.Json.Serialization;
using Throughline.Domain.Json;

namespace Throughline.Domain.Factors;

/// <summary>By what, beside a password, people prove who they are.</summary>
[JsonConverter(typeof(NameConverter<FactorKind>))]
public enum FactorKind
{
    /// <summary>An app that shows codes.</summary>
    Authenticator,

    /// <summary>The codes for whoever lost it.</summary>
    RecoveryCodes,

    /// <summary>One of these: it is used up.</summary>
    RecoveryCode,

    Passkey,
}
