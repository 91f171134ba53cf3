using Throughline.Domain;

namespace Throughline.Server.Journal;

/// <summary>A change of the state that waits for its turn in the writer loop.</summary>
public abstract class Change
{
    public required UserId ActorId { get; init; }

    /// <summary>Names the rows that the decision and the fold of its facts touch.</summary>
    internal abstract void Need(Needs needs);

    /// <summary>
    /// Decides on the state as it is now. It may be called again, when the commit that it was part of failed, and must
    /// not keep anything of the call before.
    /// </summary>
    internal abstract void Decide(Deciding deciding);

    /// <summary>Answers the caller.</summary>
    internal abstract void Complete();

    internal abstract void Fail(Exception why);

    /// <summary>The caller left before the change's turn came.</summary>
    internal abstract bool IsAbandoned { get; }
}

/// <summary>A change with a result.</summary>
/// <remarks>
/// The sequencer reads the rows, calls <paramref name="decide"/> and folds the facts under its lock. So a decision is
/// always made on the newest state, no two decisions can cross, and a hot row is read and written once per commit.
/// </remarks>
/// <param name="need">Names the rows that the decision reads or its facts touch.</param>
/// <param name="decide">Decides on those rows; pure.</param>
/// <param name="result">Reads the result from the rows after the fold; pure.</param>
public sealed class Change<T>(
    Action<Needs> need, Func<State, Decision> decide, Func<State, T> result, CancellationToken abandoned = default) : Change
{
    readonly TaskCompletionSource<Outcome<T>> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Outcome<T> _outcome;

    /// <summary>The request's idempotency key; needs <see cref="ToAnswer"/>.</summary>
    public IdempotencyKey? Key { get; init; }

    /// <summary>Makes the answer that is kept for <see cref="Key"/>.</summary>
    public Func<T, Answer>? ToAnswer { get; init; }

    public Task<Outcome<T>> Done => _done.Task;

    internal override bool IsAbandoned => abandoned.IsCancellationRequested;

    internal override void Need(Needs needs)
    {
        need(needs);
        if (Key is not null)
            needs.Answer(Key);
    }

    internal override void Decide(Deciding deciding)
    {
        if (Key is not null && deciding.Answers.Find(Key) is { } earlier)
        {
            _outcome = new(default, earlier.Refusal, deciding.Position, earlier.Answer);
            return;
        }
        var decision = decide(deciding.State);
        if (decision.Refusal is { } refusal)
        {
            _outcome = new(default, refusal, deciding.Position, null);
            return;
        }
        foreach (var draft in decision.Facts)
            deciding.Add(draft, ActorId);
        var value = result(deciding.State);
        var answer = Key is null ? null : ToAnswer!(value);
        if (answer is not null)
            deciding.Answers.Keep(Key!, answer);
        _outcome = new(value, null, deciding.Position, answer);
    }

    internal override void Complete() => _done.TrySetResult(_outcome);

    internal override void Fail(Exception why) => _done.TrySetException(why);
}
