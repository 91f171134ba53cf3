using System.Collections.Concurrent;
using Throughline.Domain;

namespace Throughline.Server.Journal;

/// <summary>
/// The journal's newest facts in this node's memory, in order and without holes, whichever node committed them. Everything
/// live on the node reads from here; what is older is read from the database.
/// </summary>
public sealed class JournalTail(JournalSettings settings)
{
    readonly Lock _lock = new();
    readonly JournalEntry?[] _ring = new JournalEntry?[RingLength(settings.TailEntries)];
    readonly ConcurrentDictionary<ProjectId, Position> _lastOfProject = new();
    readonly List<Action<IReadOnlyList<JournalEntry>>> _observers = [];
    long _oldest = 1;
    long _last;
    long _started;
    long _bytes;
    TaskCompletionSource _advanced = NewSignal();

    /// <summary>Which journal this is; part of every event id.</summary>
    public string JournalId { get; private set; } = "";

    /// <summary>Position of the newest fact that this node knows.</summary>
    public Position Last => new(Interlocked.Read(ref _last));

    /// <summary>Position of the oldest fact that is still in memory.</summary>
    public Position Oldest => new(Interlocked.Read(ref _oldest));

    /// <summary>Asked for when facts of another node are known to exist but are not here yet.</summary>
    internal Action Behind { get; set; } = () => { };

    /// <summary>
    /// Calls <paramref name="observer"/> with every page after the position that is returned, in order, before anyone who
    /// waits is woken. It runs inside the publication: it must be quick and must not throw.
    /// </summary>
    public Position Observe(Action<IReadOnlyList<JournalEntry>> observer)
    {
        lock (_lock)
        {
            _observers.Add(observer);
            return Last;
        }
    }

    /// <summary>The last position of a project's facts: as long as it stays, so does every list of the project.</summary>
    public Position LastOf(ProjectId project) => _lastOfProject.TryGetValue(project, out var last) ? last : new(_started);

    /// <summary>Facts after a position that are in memory, at most <paramref name="limit"/>; null when some of them no longer are.</summary>
    public IReadOnlyList<JournalEntry>? Read(Position after, int limit)
    {
        lock (_lock)
        {
            if (after.Value + 1 < _oldest)
                return null;
            var count = (int)Math.Min(limit, _last - after.Value);
            if (count <= 0)
                return [];
            var entries = new JournalEntry[count];
            for (var i = 0; i < count; i++)
                entries[i] = _ring[(after.Value + 1 + i) & (_ring.Length - 1)]!;
            return entries;
        }
    }

    /// <summary>Completes when there is a fact after <paramref name="position"/>.</summary>
    public Task WhenBeyondAsync(Position position)
    {
        lock (_lock)
            return _last > position.Value ? Task.CompletedTask : _advanced.Task;
    }

    /// <summary>Completes when this node has followed up to <paramref name="position"/>.</summary>
    public async Task WhenReachedAsync(Position position)
    {
        while (Last < position)
            await WhenBeyondAsync(Last);
    }

    /// <summary>Begins after what is in the journal now.</summary>
    internal void Begin(string journalId, Position last)
    {
        lock (_lock)
        {
            JournalId = journalId;
            _last = _started = last.Value;
            _oldest = last.Value + 1;
        }
    }

    /// <summary>Takes a committed page in. False: facts of another node stand between and are being fetched.</summary>
    internal bool Publish(IReadOnlyList<JournalEntry> page)
    {
        TaskCompletionSource advanced;
        lock (_lock)
        {
            if (page[0].Position.Value > _last + 1)
            {
                Behind();
                return false;
            }
            if (page[^1].Position.Value <= _last)
                return true;
            var added = page[0].Position.Value == _last + 1 ? page : [.. page.Where(e => e.Position.Value > _last)];
            foreach (var entry in added)
                Add(entry);
            foreach (var observer in _observers)
                observer(added);
            advanced = _advanced;
            _advanced = NewSignal();
        }
        advanced.SetResult();
        return true;
    }

    void Add(JournalEntry entry)
    {
        if (entry.Position.Value - _oldest >= _ring.Length)
            DropOldest();
        _ring[entry.Position.Value & (_ring.Length - 1)] = entry;
        _bytes += entry.Data.Length;
        Interlocked.Exchange(ref _last, entry.Position.Value);
        _lastOfProject[entry.ProjectId] = entry.Position;
        while (_bytes > settings.TailBytes && _oldest < _last)
            DropOldest();
    }

    void DropOldest()
    {
        ref var slot = ref _ring[_oldest & (_ring.Length - 1)];
        _bytes -= slot!.Data.Length;
        slot = null;
        Interlocked.Increment(ref _oldest);
    }

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    static int RingLength(int entries) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(entries, 2));
}
