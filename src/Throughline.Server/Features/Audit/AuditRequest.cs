using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Throughline.Server.Features.Audit;

/// <summary>Which facts are asked for, as it came.</summary>
public sealed record AuditRequest(
    [property: FromQuery(Name = "projectId")]
    [property: Description("Only of this project. Default: of all that you own, with what concerns you alone; for administrators everything.")]
    string? ProjectId,
    [property: FromQuery(Name = "person")]
    [property: Description("Only what this user did: an id, or local for what the program did by itself.")]
    string? Person,
    [property: FromQuery(Name = "credential")]
    [property: Description("Only what was done by this token or in this sign-in: an id.")]
    string? Credential,
    [property: FromQuery(Name = "thing")]
    [property: Description("Only what this was in: an id, or a key such as TL-12 or TL.")]
    string? Thing,
    [property: FromQuery(Name = "types")]
    [property: Description("Only facts of these types, separated by commas; token.* means all of a kind.")]
    string? Types,
    [property: FromQuery(Name = "from")]
    [property: Description("Not before this moment (RFC 3339).")]
    string? From,
    [property: FromQuery(Name = "to")]
    [property: Description("Before this moment (RFC 3339).")]
    string? To,
    [property: FromQuery(Name = "after")]
    [property: Description("Only facts after this position: what is new since a page was read.")]
    long? After);
