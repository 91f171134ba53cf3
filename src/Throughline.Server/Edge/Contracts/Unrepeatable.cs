namespace Throughline.Server.Edge.Contracts;

/// <summary>
/// Says in the API's description that an operation knows no Idempotency-Key: its answer has, or its request had, a secret, which is not to be kept.
/// </summary>
public sealed record Unrepeatable;
