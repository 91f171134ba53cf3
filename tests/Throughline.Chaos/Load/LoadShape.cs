namespace Throughline.Chaos.Load;

/// <summary>Who loads an installation, and how much is acknowledged around each fault.</summary>
sealed record LoadShape
{
    /// <summary>Clients that make, edit, move and delete stories and tasks of their own.</summary>
    public int Authors { get; init; } = 6;

    /// <summary>Clients that claim and complete tasks.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>Clients that send stories as lines.</summary>
    public int Importers { get; init; } = 1;

    /// <summary>Lines of one such import.</summary>
    public int ImportLines { get; init; } = 200;

    /// <summary>Followers of the live streams, by each of the protocols.</summary>
    public int Subscribers { get; init; } = 2;

    /// <summary>How often in a hundred turns a worker completes a task that it gave back before.</summary>
    public int Stale { get; init; } = 30;

    /// <summary>Operations that have to be acknowledged before a fault, and again after it.</summary>
    public int Between { get; init; } = 150;

    /// <summary>Pause of each client between two operations; zero: as fast as they are answered.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>How many of a hundred requests whose answer was lost are given up, never to be known.</summary>
    public int GivenUp { get; init; } = 10;
}
