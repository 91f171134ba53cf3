using Throughline.Domain;

namespace Throughline.Server.Journal;

/// <summary>A change of the state that waits for its turn in the writer loop.</summary>
public abstract class Change
{
    public required Actor By { get; init; }

    /// <summary>Names the rows that the decision and the fold of its facts touch.</summary>
    internal abstract void Need(Needs needs);

    /// <summary>
    /// Decides on the state as it is now. It may be called again, when the commit that it was part of failed, and must
    /// not keep anything of the call before.
    /// </summary>
    internal abstract void Decide(Deciding deciding);

    /// <summary>Answers the caller, who goes on in here.</summary>
    internal abstract void Complete();

    /// <summary>Tells the caller why not; he goes on in here.</summary>
    internal abstract void Fail(Exception why);

    /// <summary>The caller left before the change's turn came.</summary>
    internal abstract bool IsAbandoned { get; }
}

/// <summary>A change with a result.</summary>
/// <remarks>
/// The sequencer reads the rows, decides and folds the facts under its lock. So a decision is always made on the newest
/// state, no two decisions can cross, and a hot row is read and written once per commit.
/// </remarks>
/// <param name="need">Names the rows that the decisions read or their facts touch.</param>
public abstract class ChangeTo<T>(Action<Needs> need, CancellationToken abandoned) : Change
{
    // Whoever completes it says on which thread the caller goes on.
    readonly TaskCompletionSource<Outcome<T>> _done = new();
    Outcome<T> _outcome;

    /// <summary>The request's idempotency key; needs <see cref="ToAnswer"/>.</summary>
    public IdempotencyKey? Key { get; init; }

    /// <summary>Makes the answer that is kept for <see cref="Key"/>; null: there is nothing to keep yet.</summary>
    public Func<T, Answer?>? ToAnswer { get; init; }

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
            // What was answered once is told again only to somebody who may still ask.
            var refused = Authorise(deciding.State);
            _outcome = new(default, refused ?? earlier.Refusal, deciding.Position, refused is null ? earlier.Answer : null);
            return;
        }
        var before = deciding.Position;
        if (Run(deciding, out var value) is { } refusal)
        {
            _outcome = new(default, refusal, deciding.Position, null);
            return;
        }
        var answer = Key is null ? null : ToAnswer!(value);
        if (answer is not null)
            deciding.Answers.Keep(Key!, answer);
        _outcome = new(value, null, deciding.Position, answer, deciding.Position == before ? null : before.Next);
    }

    internal override void Complete() => _done.TrySetResult(_outcome);

    internal override void Fail(Exception why) => _done.TrySetException(why);

    /// <summary>Why whoever asks may not; null: they may, or each decision says for itself.</summary>
    private protected virtual Refusal? Authorise(State state) => null;

    /// <summary>Decides, and reads the result from the state that follows.</summary>
    /// <returns>Why not; then nothing was added.</returns>
    private protected abstract Refusal? Run(Deciding deciding, out T value);
}

/// <summary>One decision, taken or refused.</summary>
/// <param name="authorise">Says on the rows why whoever asks may not; null: they may.</param>
/// <param name="decide">Decides on the rows; pure.</param>
/// <param name="result">Reads the result from the rows after the fold; pure.</param>
public sealed class Change<T>(
    Action<Needs> need, Func<State, Refusal?> authorise, Func<State, Decision> decide, Func<State, T> result, CancellationToken abandoned = default)
    : ChangeTo<T>(need, abandoned)
{
    /// <summary>A change that the program makes itself, for nobody in particular.</summary>
    public Change(Action<Needs> need, Func<State, Decision> decide, Func<State, T> result, CancellationToken abandoned = default)
        : this(need, static _ => null, decide, result, abandoned)
    {
    }

    private protected override Refusal? Authorise(State state) => authorise(state);

    private protected override Refusal? Run(Deciding deciding, out T value)
    {
        var decision = authorise(deciding.State) is { } refused ? refused : deciding.Within(decide(deciding.State));
        if (decision.Refusal is null)
            deciding.Add(decision, By);
        value = decision.Refusal is null ? result(deciding.State) : default!;
        return decision.Refusal;
    }
}

/// <summary>Several decisions in one commit, each made on what the one before left; one that is refused does not hold up the others.</summary>
/// <param name="decide">Decides, one after the other; pure.</param>
/// <param name="result">Reads the result from the rows after the fold, and from what was decided; pure.</param>
public sealed class Changes<T>(
    Action<Needs> need, Func<State, IEnumerable<Decision>> decide, Func<State, IReadOnlyList<Decision>, T> result,
    CancellationToken abandoned = default) : ChangeTo<T>(need, abandoned)
{
    private protected override Refusal? Run(Deciding deciding, out T value)
    {
        var decisions = new List<Decision>();
        foreach (var asked in decide(deciding.State))
        {
            var decision = deciding.Within(asked);
            if (decision.Refusal is null)
                deciding.Add(decision, By);
            decisions.Add(decision);
        }
        value = result(deciding.State, decisions);
        return null;
    }
}
