namespace Throughline.Domain.Statistics;

/// <summary>What a series is split by. The values are kept in the database and never change their meaning.</summary>
public enum Dimension : short
{
    Project = 0,

    /// <summary>Who did it.</summary>
    Person = 1,

    /// <summary>The labels that the story had then: one that had two counts for both.</summary>
    Label = 2,

    /// <summary>The kind of the item.</summary>
    BaseItem = 3,
}

/// <summary>A part of a series.</summary>
/// <param name="Key">An id, or the name of a label.</param>
public readonly record struct Part(Dimension Dimension, string Key);

/// <summary>Which series is split by what, and how.</summary>
public static class Dimensions
{
    static readonly Dictionary<string, Dimension> ByName = new(StringComparer.Ordinal)
    {
        ["project"] = Dimension.Project,
        ["person"] = Dimension.Person,
        ["label"] = Dimension.Label,
        ["baseItem"] = Dimension.BaseItem,
    };

    public static IReadOnlyCollection<string> Names => ByName.Keys;

    public static bool TryParse(string name, out Dimension dimension) => ByName.TryGetValue(name, out dimension);

    public static string Name(this Dimension dimension) => ByName.First(n => n.Value == dimension).Key;

    /// <summary>
    /// Whether a series has parts by it. What happened was done by somebody; a level is nobody's, for who moved it there says little about whose it is.
    /// </summary>
    public static bool Splits(this Dimension dimension, Series series) => dimension switch
    {
        Dimension.Project => true,
        Dimension.Person => !series.IsLevel(),
        Dimension.Label => series is Series.StoriesCreated or Series.StoriesCompleted or Series.StoriesDeleted,
        _ => series is Series.ItemsCreated,
    };
}
