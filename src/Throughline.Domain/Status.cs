using System.Text.Json.Serialization;
using Throughline.Domain.Json;

namespace Throughline.Domain;

/// <summary>Where a story or a task stands.</summary>
[JsonConverter(typeof(StatusConverter))]
public enum Status : short
{
    Open = 0,
    InProgress = 1,
    Done = 2,
}

/// <summary>How much a story matters; claims take the highest first.</summary>
[JsonConverter(typeof(PriorityConverter))]
public enum Priority : short
{
    None = 0,
    Low = 1,
    Medium = 2,
    High = 3,
    Urgent = 4,
}

/// <summary>The words people see for <see cref="Status"/> and <see cref="Priority"/>; they are also the wire form.</summary>
public static class Words
{
    public static readonly IReadOnlyList<string> Statuses = ["Open", "In Progress", "Done"];
    public static readonly IReadOnlyList<string> Priorities = ["None", "Low", "Medium", "High", "Urgent"];

    public static string Of(Status status) => Statuses[(int)status];

    public static string Of(Priority priority) => Priorities[(int)priority];

    public static bool TryParse(string? word, out Status status)
    {
        var at = IndexOf(Statuses, word);
        status = (Status)Math.Max(at, 0);
        return at >= 0;
    }

    public static bool TryParse(string? word, out Priority priority)
    {
        var at = IndexOf(Priorities, word);
        priority = (Priority)Math.Max(at, 0);
        return at >= 0;
    }

    static int IndexOf(IReadOnlyList<string> words, string? word)
    {
        for (var i = 0; i < words.Count; i++)
            if (string.Equals(words[i], word, StringComparison.Ordinal))
                return i;
        return -1;
    }
}
