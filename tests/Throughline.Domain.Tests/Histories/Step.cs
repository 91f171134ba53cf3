namespace Throughline.Domain.Tests.Histories;

/// <summary>The version that a command says it was made on.</summary>
public enum Claim
{
    None,
    Current,
    Stale,
}

/// <summary>
/// A command whose ids are still open: <paramref name="Pick"/> chooses among the rows there are when its turn comes. So any
/// part of a history is a history too, and a failing one can be shrunk by leaving steps out.
/// </summary>
/// <param name="Command">What is done; its ids and versions are filled in later.</param>
/// <param name="Pick">Which project, story or task; now and then it picks one that is gone or never was.</param>
/// <param name="Claim">The version that the command carries, where it carries one.</param>
/// <param name="Wait">Microseconds since the step before.</param>
public sealed record Step(object Command, int Pick, Claim Claim, int Wait)
{
    /// <summary>Short: what came of it is told by the history's turns.</summary>
    public override string ToString() => $"{Command.GetType().Name} {Pick} {Claim}";
}
