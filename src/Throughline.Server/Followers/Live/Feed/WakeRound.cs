using Throughline.Server.Followers.Live.Connections;

namespace Throughline.Server.Followers.Live.Feed;

/// <summary>
/// Wakes some streams one after the other on one thread. They do the same with the same bytes, so a thread of its own for
/// each costs more than their work does; and rounds are short, so that all cores take part.
/// </summary>
sealed class WakeRound(Doorbell[] members, int start) : IThreadPoolWorkItem
{
    public const int Length = 64;

    public void Execute()
    {
        foreach (var member in members.AsSpan(start, Math.Min(Length, members.Length - start)))
            member.RingInline();
    }
}
