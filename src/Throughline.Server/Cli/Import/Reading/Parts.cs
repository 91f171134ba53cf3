using CsvHelper;

namespace Throughline.Server.Cli.Import.Reading;

/// <summary>Turns a file's rows into parts, one at a time: the next is made while the one before it is on its way.</summary>
sealed class Parts(StoriesFile file, decimal hoursPerPoint)
{
    public IEnumerable<Part> Read(CancellationToken cancellation)
    {
        using var line = new StoryLine(file.Columns, hoursPerPoint);
        var (seen, part) = (new KeysSeen(), new Part());
        foreach (var row in file.Read(cancellation))
        {
            if (Take(row, line, seen) is { } reason)
                part.Refuse(row.LineNumber, reason);
            else
                part.Add(row.LineNumber, line.Utf8);
            if (!part.IsFull)
                continue;
            yield return part;
            part = new Part();
        }
        if (!part.IsEmpty)
            yield return part;
    }

    /// <returns>Why the row can't be taken; null: its line was written.</returns>
    string? Take(CsvReader row, StoryLine line, KeysSeen seen)
    {
        if (row.FieldCount != file.Columns.Count)
            return $"It has {row.FieldCount} fields; the header has {file.Columns.Count}.";
        var key = line.Text(row, StoryField.Key);
        if (key.Length == 0)
            return $"{file.Columns.NameOf(StoryField.Key)}: It is required and can't be blank.";
        if (seen.Add(key, row.LineNumber) is { } first)
            return $"{file.Columns.NameOf(StoryField.Key)}: {key} stands in line {first} already.";
        return line.Write(row, key);
    }
}
