namespace Throughline.Server.Edge.Contracts;

/// <summary>A password or a code was tried too often; the next try is taken after a while.</summary>
public sealed class TriedTooOftenException(TimeSpan wait) : Exception("It was tried too often.")
{
    public TimeSpan Wait => wait;
}
