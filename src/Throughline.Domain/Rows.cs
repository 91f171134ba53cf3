namespace Throughline.Domain;

/// <summary>
/// Rows of one noun while facts are folded into them. It remembers how each touched row was before, so that whoever
/// keeps the rows elsewhere can write exactly what changed.
/// </summary>
public sealed class Rows<TKey, TRow> where TKey : struct where TRow : class
{
    readonly Dictionary<TKey, TRow> _now = [];
    readonly Dictionary<TKey, TRow?> _before = [];

    /// <summary>Hears of each row that was not there before. It may go again.</summary>
    internal Action<TRow>? Came { get; init; }

    public IReadOnlyCollection<TRow> All => _now.Values;

    public int Count => _now.Count;

    /// <summary>Whether any row may be another than it was.</summary>
    public bool IsTouched => _before.Count > 0;

    /// <summary>
    /// Each row that is not what it was: before (null: it is new) and now (null: it is gone). A row that came back to what it
    /// was is not among them.
    /// </summary>
    public IEnumerable<(TRow? Before, TRow? Now)> Touched
    {
        get
        {
            foreach (var (key, before) in _before)
            {
                var now = Find(key);
                if (!Equals(before, now))
                    yield return (before, now);
            }
        }
    }

    public TRow? Find(TKey key) => _now.GetValueOrDefault(key);

    /// <summary>The row that a fact speaks of; a fact about a row that is not there can't be folded.</summary>
    public TRow Get(TKey key) => Find(key) ?? throw new FoldException($"There is no {typeof(TRow).Name} {key}.");

    /// <summary>Takes over a row as it is kept elsewhere; it does not count as touched.</summary>
    public void Load(TKey key, TRow row) => Set(key, row);

    /// <summary>Drops rows as if they had not been taken over.</summary>
    public void Forget(Func<TRow, bool> which)
    {
        List<TKey>? gone = null;
        foreach (var (key, row) in _now)
            if (which(row))
                (gone ??= []).Add(key);
        foreach (var key in gone ?? [])
            _now.Remove(key);
    }

    public void Add(TKey key, TRow row)
    {
        if (_now.ContainsKey(key))
            throw new FoldException($"There is a {typeof(TRow).Name} {key} already.");
        Put(key, row);
    }

    public void Put(TKey key, TRow row)
    {
        _before.TryAdd(key, Find(key));
        Set(key, row);
    }

    public void Remove(TKey key)
    {
        _before.TryAdd(key, Get(key));
        _now.Remove(key);
    }

    void Set(TKey key, TRow row)
    {
        if (Came is null)
            _now[key] = row;
        else if (_now.TryAdd(key, row))
            Came(row);
        else
            _now[key] = row;
    }
}

/// <summary>A fact does not fit the state that it is folded into.</summary>
public sealed class FoldException(string message) : InvalidOperationException(message)
{
    /// <summary>A fact that tells a wrong old status would make levels and counts drift without a sign.</summary>
    internal static void Unless(Status told, Status actual, string what)
    {
        if (told != actual)
            throw new FoldException($"The fact says that the {what} was {Words.Of(told)}; it was {Words.Of(actual)}.");
    }
}
