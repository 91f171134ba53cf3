using System.Diagnostics.CodeAnalysis;

namespace Throughline.Domain.Queries;

/// <summary>What a clause is about.</summary>
public enum Field
{
    /// <summary>Words in title and description, or the number.</summary>
    Text,

    /// <summary>Words in the title alone.</summary>
    Title,
    Status,
    Label,
    Assignee,
    Priority,
    Created,
    Updated,
    Key,

    /// <summary>What it is called where it came from.</summary>
    External,

    /// <summary>How many tasks it has.</summary>
    Tasks,
    Is,
    Has,
}

/// <summary>The words of the grammar.</summary>
public static class FilterWords
{
    public const string None = "none";
    public const string Me = "me";
    public const string Sort = "sort";

    static readonly string[] Fields = ["text", "title", "status", "label", "assignee", "priority", "created", "updated", "key", "external", "tasks", "is", "has"];
    static readonly string[] AgeUnits = ["min", "h", "d", "w"];
    static readonly string[] Days = ["today", "yesterday"];

    public static IReadOnlyList<string> Statuses { get; } = ["open", "in-progress", "done"];

    public static IReadOnlyList<string> Priorities { get; } = ["none", "low", "medium", "high", "urgent"];

    public static IReadOnlyList<string> Is { get; } = ["active", "mine", "unassigned"];

    public static IReadOnlyList<string> Has { get; } = ["tasks", "labels", "assignee", "description", "priority", "external"];

    public static IReadOnlyList<string> Sorts { get; } = ["created", "updated", "priority", "title", "rank", "status", "assignee"];

    /// <summary>What can stand before a colon.</summary>
    public static IReadOnlyList<string> BeforeColon { get; } = [.. Fields.Skip(1), Sort];

    public static string Of(Field field) => Fields[(int)field];

    public static string Of(AgeUnit unit) => AgeUnits[(int)unit];

    public static string Of(RecentDay day) => Days[day.DaysAgo];

    /// <summary>The words that a field knows; none: it takes any text, or is compared.</summary>
    public static IReadOnlyList<string> ValuesOf(Field field) => field switch
    {
        Field.Status => Statuses,
        Field.Priority => Priorities,
        Field.Is => Is,
        Field.Has => Has,
        _ => [],
    };

    public static bool TryField(string word, out Field field) => TryFind(Fields, word, out field) && field != Field.Text;

    public static bool TryUnit(string word, out AgeUnit unit) => TryFind(AgeUnits, word, out unit);

    public static bool TryDay(string word, [NotNullWhen(true)] out RecentDay? day)
    {
        day = TryFind(Days, word, out int ago) ? new RecentDay(ago) : null;
        return day is not null;
    }

    internal static bool TryFind<T>(IReadOnlyList<string> words, string word, out T found) where T : struct
    {
        for (var i = 0; i < words.Count; i++)
            if (string.Equals(words[i], word, StringComparison.OrdinalIgnoreCase))
            {
                found = typeof(T).IsEnum ? (T)Enum.ToObject(typeof(T), i) : (T)(object)i;
                return true;
            }
        found = default;
        return false;
    }
}
