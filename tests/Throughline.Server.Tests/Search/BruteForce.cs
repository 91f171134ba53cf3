using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Throughline.Domain;
using Throughline.Domain.Queries;

namespace Throughline.Server.Tests.Search;

/// <summary>A story as the API shows it, to be judged one by one.</summary>
public sealed record StoryFact(JsonNode Json)
{
    public string Id => (string)Json["id"]!;

    public int Number => int.Parse(((string)Json["key"]!).Split('-')[1]);

    public string Title => (string)Json["title"]!;

    public string Text(string member) => (string?)Json[member] ?? "";

    public IReadOnlyList<string> Labels => [.. Json["labels"]!.AsArray().Select(l => (string)l!)];

    public int Tasks => Json["tasks"]!.AsArray().Count;

    public Instant At(string member) => InstantPattern.ExtendedIso.Parse((string)Json[member]!).Value;
}

/// <summary>What a filter means, said as plainly as can be: for one story after the other, without a database.</summary>
sealed class BruteForce(string projectKey, UserId me, Instant now, IReadOnlyDictionary<string, UserId> named)
{
    public bool Takes(Filter filter, StoryFact story) => filter.Clauses.All(c => c.Values.Any(v => Has(c.Field, v, story)) != c.Not);

    public int Rank(Filter filter, StoryFact story)
    {
        var words = filter.Clauses.Where(c => !c.Not && c.Field is Field.Text or Field.Title && !c.Not).Select(c => (c.Field, Value: (TextValue)c.Values[0])).ToList();
        var names = words.Where(w => w is { Field: Field.Text, Value.IsExact: false }).Select(w => Number(w.Value.Text)).OfType<int>().ToList();
        if (names.Count > 0 && names.All(n => n == story.Number))
            return 2;
        return words.Count > 0 && words.All(w => IsIn(story.Title, w.Value)) ? 1 : 0;
    }

    bool Has(Field field, Value value, StoryFact story) => field switch
    {
        Field.Text => IsIn(story.Title, (TextValue)value) || IsIn(story.Text("description"), (TextValue)value) || IsNumber((TextValue)value, story.Number),
        Field.Title => IsIn(story.Title, (TextValue)value),
        Field.Status => ((WordValue)value).Word == story.Text("status").ToLowerInvariant().Replace(' ', '-'),
        Field.Label => value is TextValue label ? story.Labels.Any(l => string.Equals(l, label.Text, StringComparison.OrdinalIgnoreCase)) : story.Labels.Count == 0,
        Field.Assignee => value switch
        {
            MeValue => story.Text("assigneeId") == me.ToString(),
            UserValue user => story.Text("assigneeId") == user.Id.ToString(),
            TextValue name => named.TryGetValue(name.Text, out var id) && story.Text("assigneeId") == id.ToString(),
            _ => story.Text("assigneeId").Length == 0,
        },
        Field.Priority => NumberBounds.Of(value).Has(Words.Priorities.ToList().IndexOf(story.Text("priority"))),
        Field.Created => TimeBounds.Of(value, now, DateTimeZone.Utc).Has(story.At("createdAt")),
        Field.Updated => TimeBounds.Of(value, now, DateTimeZone.Utc).Has(story.At("updatedAt")),
        Field.Key => IsHere(value) && NumberBounds.Of(value).Has(story.Number),
        Field.External => story.Text("externalKey") == ((TextValue)value).Text,
        Field.Tasks => NumberBounds.Of(value).Has(story.Tasks),
        Field.Is => ((WordValue)value).Word switch
        {
            "active" => story.Text("status") != "Done",
            "mine" => story.Text("assigneeId") == me.ToString(),
            _ => story.Text("assigneeId").Length == 0,
        },
        _ => ((WordValue)value).Word switch
        {
            "tasks" => story.Tasks > 0,
            "labels" => story.Labels.Count > 0,
            "assignee" => story.Text("assigneeId").Length > 0,
            "description" => story.Text("description").Length > 0,
            "priority" => story.Text("priority") != "None",
            _ => story.Text("externalKey").Length > 0,
        },
    };

    static bool IsIn(string text, TextValue value)
    {
        var (words, row) = (SearchWords.Of(text), SearchWords.Of(value.Text));
        return Enumerable.Range(0, Math.Max(0, words.Count - row.Count + 1)).Any(at => row.Select((w, i) => (w, i)).All(p =>
            p.i == row.Count - 1 && !value.IsExact ? words[at + p.i].Word.StartsWith(p.w.Word, StringComparison.Ordinal) : words[at + p.i].Word == p.w.Word));
    }

    bool IsNumber(TextValue value, int number) => !value.IsExact && Number(value.Text) is { } asked
        && (value.Text.Contains('-') ? number == asked : number.ToString().StartsWith(asked.ToString(), StringComparison.Ordinal));

    int? Number(string text)
    {
        var parts = text.Split('-');
        return (parts.Length == 1 || (parts.Length == 2 && string.Equals(parts[0], projectKey, StringComparison.OrdinalIgnoreCase)))
            && parts[^1].Length is > 0 and <= 9 && parts[^1].All(char.IsAsciiDigit) ? int.Parse(parts[^1]) : null;
    }

    bool IsHere(Value value) => value switch
    {
        ComparedValue { Operand: KeyOperand { ProjectKey: { } key } } => key == projectKey,
        RangeValue range => new[] { range.From, range.To }.OfType<KeyOperand>().All(k => k.ProjectKey is null || k.ProjectKey == projectKey),
        _ => true,
    };
}
