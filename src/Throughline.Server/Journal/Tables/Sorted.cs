using Throughline.Domain;

namespace Throughline.Server.Journal.Tables;

/// <summary>The touched rows of one noun, sorted by what has to be written.</summary>
readonly record struct Sorted<TRow>(List<TRow> Added, List<(TRow Before, TRow Now)> Changed, List<TRow> Deleted) where TRow : class
{
    public static Sorted<TRow> Of<TKey>(Rows<TKey, TRow> rows) where TKey : struct
    {
        var sorted = new Sorted<TRow>([], [], []);
        foreach (var (before, now) in rows.Touched)
            if (before is null)
                sorted.Added.Add(now!);
            else if (now is null)
                sorted.Deleted.Add(before);
            else
                sorted.Changed.Add((before, now));
        return sorted;
    }
}
