using NodaTime;

namespace Throughline.Domain.Items;

/// <summary>
/// The transfers of each item that count, in the order of their places. It knows those that were loaded and follows the fold, so its answers hold next to
/// the places for which neighbours were loaded.
/// </summary>
public sealed class Chains
{
    static readonly Comparer<(Place Place, TransferId Id)> ByPlace = Comparer<(Place Place, TransferId Id)>.Create((a, b) => a.Place.CompareTo(b.Place));

    readonly Rows<TransferId, Transfer> _transfers;
    readonly Dictionary<ItemId, SortedSet<(Place Place, TransferId Id)>> _chains = [];
    readonly Dictionary<ItemId, TransferId> _awaiting = [];

    internal Chains(Rows<TransferId, Transfer> transfers) => _transfers = transfers;

    /// <summary>The transfer of an item that awaits acceptance, if any: there is one at most.</summary>
    public Transfer? Awaiting(ItemId item) =>
        _awaiting.TryGetValue(item, out var id) && _transfers.Find(id) is { Status: TransferStatus.Awaiting } found ? found : null;

    /// <summary>The last one before a place.</summary>
    /// <param name="without">One that is not to count.</param>
    public Transfer? Before(ItemId item, Place place, TransferId? without = null) =>
        _chains.TryGetValue(item, out var chain) && chain.Count > 0 && chain.Min.Place < place
            ? Next(chain.GetViewBetween(chain.Min, (place, default)).Reverse(), place, without) : null;

    /// <summary>The first one behind a place.</summary>
    /// <param name="without">One that is not to count.</param>
    public Transfer? Behind(ItemId item, Place place, TransferId? without = null) =>
        _chains.TryGetValue(item, out var chain) && chain.Count > 0 && chain.Max.Place > place
            ? Next(chain.GetViewBetween((place, default), chain.Max), place, without) : null;

    /// <summary>Who holds an item at a moment; null: nobody.</summary>
    public Transfer? At(ItemId item, Instant at) => Before(item, Place.Behind(at));

    internal void Came(Transfer transfer)
    {
        if (transfer.Status == TransferStatus.Accepted)
            Enter(transfer);
        else if (transfer.Status == TransferStatus.Awaiting)
            _awaiting[transfer.ItemId] = transfer.Id;
    }

    internal void Enter(Transfer transfer)
    {
        if (!_chains.TryGetValue(transfer.ItemId, out var chain))
            _chains[transfer.ItemId] = chain = new(ByPlace);
        chain.Add((transfer.Place, transfer.Id));
    }

    internal void Leave(Transfer transfer)
    {
        if (_chains.TryGetValue(transfer.ItemId, out var chain))
            chain.Remove((transfer.Place, transfer.Id));
    }

    // Those of a deleted project stay noted; they are not found then.
    Transfer? Next(IEnumerable<(Place Place, TransferId Id)> from, Place place, TransferId? without)
    {
        foreach (var (at, id) in from)
            if (at != place && id != without && _transfers.Find(id) is { } found)
                return found;
        return null;
    }
}
