using NodaTime;
using Throughline.Domain;

namespace Throughline.Server.Journal.Access;

/// <summary>What a secret opens, as it was looked up.</summary>
/// <param name="Id">The token's or the sign-in's.</param>
/// <param name="AsOf">How far the node had followed the journal before it looked.</param>
/// <param name="Until">For the secret that a sign-in had before: from when on it is good for nothing.</param>
sealed record Opened(Guid Id, Position AsOf, Instant? Until = null)
{
    public bool IsGood(Instant now) => Until is not { } end || now < end;
}
