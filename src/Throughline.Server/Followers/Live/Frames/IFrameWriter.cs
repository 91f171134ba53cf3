using Throughline.Domain;
using Throughline.Domain.Projects;

namespace Throughline.Server.Followers.Live.Frames;

/// <summary>
/// Writes frames to one client. Each call ends when the client's connection has room again (so nothing piles up for it);
/// false: it is gone. One call at a time, except <see cref="Abort"/>.
/// </summary>
interface IFrameWriter
{
    /// <summary>Grows whenever the connection took something.</summary>
    int Progress { get; }

    /// <summary>Whether the client has yet to take what was written.</summary>
    bool IsWaiting { get; }

    ValueTask<bool> BeginAsync();

    /// <param name="after">The frame begins after this position.</param>
    /// <param name="to">And tells all up to this one.</param>
    /// <param name="body">The facts' JSON, separated by commas.</param>
    ValueTask<bool> FactsAsync(Position after, Position to, ReadOnlyMemory<byte> body);

    /// <param name="id">The event's id; null on streams whose ids belong to facts.</param>
    ValueTask<bool> StatisticsAsync(Position? id, ReadOnlyMemory<byte> data);

    ValueTask<bool> ResetAsync(Position to);

    /// <summary>Says which projects the stream shows from here on, when that changed: the client can drop what it has of others.</summary>
    ValueTask<bool> ProjectsAsync(ProjectSet projects);

    ValueTask<bool> HeartbeatAsync();

    /// <summary>Says good-bye, if the client can be reached.</summary>
    Task EndAsync(Ending why);

    /// <summary>Cuts the connection; a call under way ends.</summary>
    void Abort();
}

/// <summary>Why a stream ends.</summary>
enum Ending
{
    NotYet,

    /// <summary>The client left.</summary>
    Left,

    /// <summary>The node stops.</summary>
    Stopping,

    /// <summary>The client was so slow that what it needs next is no longer in memory; it resumes.</summary>
    TooSlow,

    /// <summary>The client sent more than it may.</summary>
    TooMuch,

    /// <summary>What the client proved itself with is no longer good.</summary>
    SignedOut,

    /// <summary>The client asked for a project that it no longer sees.</summary>
    NotSeen,

    /// <summary>The node can't go on.</summary>
    Failed,
}
