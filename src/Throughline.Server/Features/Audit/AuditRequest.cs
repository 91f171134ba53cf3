using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Throughline.Server.Features.Audit;

/// <summary>Which facts are asked for, as it came.</summary>
public sealed record AuditRequest
{
    [FromQuery, Description("Only of this project. Default: of all that you own, with what concerns you alone; for administrators everything.")]
    public string? ProjectId { get; init; }

    [FromQuery, Description("Only what this user did: an id, or local for what the program did by itself.")]
    public string? Person { get; init; }

    [FromQuery, Description("Only what was done by this token or in this sign-in: an id.")]
    public string? Credential { get; init; }

    [FromQuery, Description("Only what this was in: an id, or a key such as TL-12 or TL.")]
    public string? Thing { get; init; }

    [FromQuery, Description("Only facts of these types, separated by commas; token.* means all of a kind.")]
    public string? Types { get; init; }

    [FromQuery, Description("Not before this moment (RFC 3339).")]
    public string? From { get; init; }

    [FromQuery, Description("Before this moment (RFC 3339).")]
    public string? To { get; init; }
}
