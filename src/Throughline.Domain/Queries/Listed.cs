using System.Collections;

namespace Throughline.Domain.Queries;

/// <summary>A list that is equal to another when their items are, in the same order.</summary>
public sealed class Listed<T>(IEnumerable<T> items) : IReadOnlyList<T>, IEquatable<Listed<T>>
{
    readonly T[] _items = [.. items];

    public int Count => _items.Length;

    public T this[int index] => _items[index];

    public bool Equals(Listed<T>? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    public override bool Equals(object? obj) => Equals(obj as Listed<T>);

    public override int GetHashCode() => _items.Aggregate(_items.Length, HashCode.Combine);

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
