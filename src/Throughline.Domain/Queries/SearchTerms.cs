using System.Globalization;
using System.Text;

namespace Throughline.Domain.Queries;

/// <summary>
/// What a story is found by in the search index: the words of its title and its description, and beside them its number, labels, assignee and
/// priority, each as a term of its own. Whoever writes the index and whoever asks it spell them here.
/// </summary>
public static class SearchTerms
{
    /// <summary>Words of a description that are found; what comes after is not.</summary>
    public const int MostWords = 10_000;

    // The index keeps no more places of one word.
    const int MostPlaces = 250;
    // Between title and description, so that no words in a row begin in the one and end in the other.
    const int Gap = 10;
    const int FurthestPlace = 16_000;

    public const string NoLabel = "l-";
    public const string NoAssignee = "a-";

    /// <summary>A term that no story has.</summary>
    public const string Nothing = "-";

    public static string Number(int number) => "#" + number.ToString(CultureInfo.InvariantCulture);

    public static string Label(string label) => "l:" + label.Trim().ToLowerInvariant();

    public static string Assignee(UserId user) => "a:" + user.Value.ToString("n");

    public static string Priority(Priority priority) => "p:" + ((int)priority).ToString(CultureInfo.InvariantCulture);

    /// <summary>A term as PostgreSQL reads it within a tsvector or a tsquery.</summary>
    public static string Quoted(string term) =>
        $"'{term.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A story's terms as a tsvector is written: words with their places, those of the title with the weight A.</summary>
    public static string Vector(int number, string title, string description, LabelSet labels, UserId? assignee, Priority priority)
    {
        var vector = new StringBuilder(64 + title.Length + Math.Min(description.Length, 4096));
        Add(Number(number));
        Add(Priority(priority));
        Add(assignee is { } user ? Assignee(user) : NoAssignee);
        if (labels.Names.IsEmpty)
            Add(NoLabel);
        foreach (var label in labels.Names)
            Add(Label(label));
        var places = new Dictionary<string, (int Count, StringBuilder Text)>(StringComparer.Ordinal);
        var inTitle = SearchWords.Of(title, MostWords);
        for (var i = 0; i < inTitle.Count; i++)
            Place(inTitle[i].Word, i + 1, "A");
        var inDescription = SearchWords.Of(description, MostWords);
        for (var i = 0; i < inDescription.Count; i++)
            Place(inDescription[i].Word, inTitle.Count + Gap + i, "");
        foreach (var (word, place) in places)
            vector.Append(Quoted(word)).Append(':').Append(place.Text).Append(' ');
        return vector.ToString();

        void Add(string term) => vector.Append(Quoted(term)).Append(' ');

        void Place(string word, int at, string weight)
        {
            if (at > FurthestPlace)
                return;
            var (count, text) = places.TryGetValue(word, out var known) ? known : (0, new StringBuilder(8));
            if (count == MostPlaces)
                return;
            (count == 0 ? text : text.Append(',')).Append(at.ToString(CultureInfo.InvariantCulture)).Append(weight);
            places[word] = (count + 1, text);
        }
    }
}
