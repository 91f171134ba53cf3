using Dapper;
using Throughline.Domain.Queries;

namespace Throughline.Server.Features.Stories.Filtering;

/// <summary>The part of a filter that a story's row answers, as SQL. Whatever the filter says goes into parameters.</summary>
sealed class RowCondition(DynamicParameters parameters, string prefix, FilterScope scope)
{
    const string Tasks = "s.tasks_open + s.tasks_in_progress + s.tasks_done";
    int _last;

    public string Of(Clause clause)
    {
        var any = clause.Field switch
        {
            Field.Status => [$"s.status = ANY ({Add(clause.Values.Cast<WordValue>().Select(v => (short)IndexOf(FilterWords.Statuses, v.Word)).ToArray())})"],
            Field.External => [$"s.external_key = ANY ({Add(clause.Values.Cast<TextValue>().Select(v => v.Text).ToArray())})"],
            Field.Created => clause.Values.Select(v => Between("s.created_at", TimeBounds.Of(v, scope.Now, scope.Zone))),
            Field.Updated => clause.Values.Select(v => Between("s.updated_at", TimeBounds.Of(v, scope.Now, scope.Zone))),
            Field.Tasks => clause.Values.Select(v => Between(Tasks, NumberBounds.Of(v))),
            Field.Key => clause.Values.Select(v => IsOfProject(v) ? Between("s.number", NumberBounds.Of(v)) : "false"),
            Field.Is => clause.Values.Cast<WordValue>().Select(v => v.Word switch
            {
                "active" => "s.status <> 2",
                "mine" => $"s.assignee_id = {Add(scope.Me.Value)}",
                _ => "s.assignee_id IS NULL",
            }),
            Field.Has => clause.Values.Cast<WordValue>().Select(v => v.Word switch
            {
                "tasks" => $"{Tasks} > 0",
                "labels" => "s.labels <> '[]'",
                "assignee" => "s.assignee_id IS NOT NULL",
                "description" => "s.description <> ''",
                "priority" => "s.priority <> 0",
                _ => "s.external_key IS NOT NULL",
            }),
            _ => throw new ArgumentOutOfRangeException(nameof(clause), clause.Field, null),
        };
        var joined = $"({string.Join(" OR ", any)})";
        // What is empty fits no value, and so it fits "not that value".
        return clause.Not ? $"NOT coalesce({joined}, false)" : joined;
    }

    bool IsOfProject(Value value) => value switch
    {
        ComparedValue { Operand: KeyOperand key } => IsOurs(key),
        RangeValue range => IsOurs(range.From as KeyOperand) && IsOurs(range.To as KeyOperand),
        _ => false,
    };

    bool IsOurs(KeyOperand? key) => key?.ProjectKey is not { } project || project == scope.ProjectKey;

    string Between(string column, NumberBounds bounds) => $"({column} BETWEEN {Add(bounds.Least)} AND {Add(bounds.Most)})";

    string Between(string column, TimeBounds bounds) => (bounds.From, bounds.Before) switch
    {
        ({ } from, { } before) => $"({column} >= {Add(from.ToDateTimeUtc())} AND {column} < {Add(before.ToDateTimeUtc())})",
        ({ } from, null) => $"{column} >= {Add(from.ToDateTimeUtc())}",
        (null, { } before) => $"{column} < {Add(before.ToDateTimeUtc())}",
        _ => "true",
    };

    string Add(object value)
    {
        var name = $"{prefix}{_last++}";
        parameters.Add(name, value);
        return "@" + name;
    }

    static int IndexOf(IReadOnlyList<string> words, string word)
    {
        for (var i = 0; i < words.Count; i++)
            if (words[i] == word)
                return i;
        return -1;
    }
}
