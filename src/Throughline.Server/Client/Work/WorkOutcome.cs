using Throughline.Domain;

namespace Throughline.Server.Client.Work;

/// <summary>How the work on a task ended.</summary>
public sealed record WorkOutcome
{
    const int LongestReason = 2000;

    WorkOutcome()
    {
    }

    public bool IsCompleted { get; private init; }

    /// <summary>Seconds that the worker spent on it.</summary>
    public Seconds TimeSpent { get; private init; }

    /// <summary>Why it is given back.</summary>
    public string? Reason { get; private init; }

    /// <summary>The attempt counts; after some of them the task is set aside.</summary>
    public bool Failed { get; private init; }

    public static WorkOutcome Completed(Seconds timeSpent) => new() { IsCompleted = true, TimeSpent = timeSpent };

    /// <param name="reason">For people; what is too long or can't be stored is left out of it.</param>
    /// <param name="failed">The attempt counts.</param>
    public static WorkOutcome Released(string reason, bool failed, Seconds timeSpent = default) =>
        new() { Reason = Storable(reason), Failed = failed, TimeSpent = timeSpent };

    // A command's last words may be anything: one that can't be stored must not hold up what is sent along with it.
    static string Storable(string reason)
    {
        var text = string.Concat(reason.EnumerateRunes().Where(rune => rune.Value is '\n' or '\t' || !System.Text.Rune.IsControl(rune)));
        if (text.Length <= LongestReason)
            return text;
        return text[..(char.IsHighSurrogate(text[LongestReason - 1]) ? LongestReason - 1 : LongestReason)];
    }
}
