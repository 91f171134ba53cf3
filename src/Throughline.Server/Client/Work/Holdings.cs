namespace Throughline.Server.Client.Work;

/// <summary>
/// What a pool holds. Its size bounds the tasks that are worked on at the same time: a place is free as soon as the outcome is there,
/// whether or not the server has answered for it, so that reporting and claiming go on side by side.
/// </summary>
sealed class Holdings(int size, PoolCounters counters)
{
    readonly Lock _gate = new();
    readonly Dictionary<LeaseName, Holding> _working = [];
    readonly Dictionary<LeaseName, Holding> _reporting = [];
    TaskCompletionSource _change = NewChange();

    /// <summary>Ends at the next change. Take it before looking, so that no change falls in between.</summary>
    public Task NextChange
    {
        get
        {
            lock (_gate)
                return _change.Task;
        }
    }

    /// <summary>Places to claim for. None while outcomes pile up that the server doesn't answer for.</summary>
    public int FreePlaces
    {
        get
        {
            lock (_gate)
                return Math.Min(size - _working.Count, WorkerPoolOptions.LargestSize - _reporting.Count);
        }
    }

    public int Working
    {
        get
        {
            lock (_gate)
                return _working.Count;
        }
    }

    public int Reporting
    {
        get
        {
            lock (_gate)
                return _reporting.Count;
        }
    }

    public bool IsEmpty => Working + Reporting == 0;

    public IReadOnlyList<LeaseName> Leases
    {
        get
        {
            lock (_gate)
                return [.. _working.Keys, .. _reporting.Keys];
        }
    }

    /// <returns>The leases that this one makes void: an older one of the same task.</returns>
    public IReadOnlyList<LeaseName> Add(Holding holding) => Change(() =>
    {
        var older = _working.Keys.Where(l => l.TaskId == holding.Task.Id).ToList();
        _working.Add(holding.Task.Lease, holding);
        return older;
    });

    /// <summary>Claimed, and to be given back without any work.</summary>
    public void AddForReport(Holding holding) => Change(() => _reporting.TryAdd(holding.Task.Lease, holding));

    /// <summary>The work has ended: its place is free.</summary>
    /// <returns>False: it is lost, and there is nothing to report.</returns>
    public bool EndWork(Holding holding) => Change(() =>
    {
        _working.Remove(holding.Task.Lease);
        if (!holding.IsLost)
            _reporting.Add(holding.Task.Lease, holding);
        return !holding.IsLost;
    });

    /// <summary>The server has answered for it.</summary>
    public void Remove(IEnumerable<Holding> answered) => Change(() =>
    {
        foreach (var holding in answered)
            _reporting.Remove(holding.Task.Lease);
        return true;
    });

    /// <summary>Cancels the work of a lease that is gone. What has its outcome already is left to the server's answer.</summary>
    /// <returns>Null: nothing is lost by it.</returns>
    public Holding? Lose(LeaseName lease)
    {
        Holding? holding;
        lock (_gate)
        {
            if (!_working.TryGetValue(lease, out holding) || holding.IsLost)
                return null;
            holding.IsLost = true;
        }
        holding.Stop();
        return holding;
    }

    public void StopWork()
    {
        List<Holding> working;
        lock (_gate)
            working = [.. _working.Values];
        foreach (var holding in working)
            holding.Stop();
    }

    /// <summary>Waits until none is worked on (or, with <paramref name="reported"/>, held).</summary>
    public async Task EmptyAsync(bool reported, CancellationToken cancellation)
    {
        for (; ; )
        {
            var change = NextChange;
            if (reported ? IsEmpty : Working == 0)
                return;
            await change.WaitAsync(cancellation);
        }
    }

    T Change<T>(Func<T> change)
    {
        TaskCompletionSource changed;
        T result;
        lock (_gate)
        {
            result = change();
            (changed, _change) = (_change, NewChange());
            counters.Working = _working.Count;
            counters.Holding = _working.Count + _reporting.Count;
        }
        changed.SetResult();
        return result;
    }

    static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
