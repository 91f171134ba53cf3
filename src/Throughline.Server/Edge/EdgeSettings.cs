namespace Throughline.Server.Edge;

/// <summary>Bounds of what comes in.</summary>
public sealed record EdgeSettings
{
    public const string Section = "Edge";

    /// <summary>Bytes that a request's body may have; a batch is bounded by line instead.</summary>
    public long BodyBytes { get; init; } = 1024 * 1024;
}
