using Throughline.Domain;

namespace Throughline.Server.Edge.Contracts;

/// <summary>A request that can't be taken, found while it is read; answered with its problem details.</summary>
public sealed class RefusedException(Refusal refusal, int? status = null) : Exception(refusal.Detail)
{
    public Refusal Refusal { get; } = refusal;

    /// <summary>The HTTP status, where it is not the one of the refusal's kind.</summary>
    public int? Status { get; } = status;
}
