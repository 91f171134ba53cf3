using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using Throughline.Domain;
using Throughline.Domain.Facts;

namespace Throughline.Server.Cli.Import.Reading;

/// <summary>Writes a row as the line that the server takes. What only the file shows to be wrong is told here; the rest is the server's to say.</summary>
sealed class StoryLine(Columns columns, decimal hoursPerPoint) : IDisposable
{
    // The server's limit for a line; longer ones are refused there too, but without a word about the field.
    const int LineBytes = 1024 * 1024;
    const int SecondsPerHour = 3600;
    static readonly char[] LabelEnds = [',', ';'];
    readonly ArrayBufferWriter<byte> _line = new(4096);
    readonly Utf8JsonWriter _json = new(Stream.Null, FactJson.Writing);

    /// <summary>The line of the row that was written last, without its end.</summary>
    public ReadOnlySpan<byte> Utf8 => _line.WrittenSpan;

    /// <returns>Why the row can't be taken; null: its line was written.</returns>
    public string? Write(CsvReader row, string key)
    {
        if (Estimate(row, out var estimate) is { } bad)
            return bad;
        Priority? priority = null;
        if (Text(row, StoryField.Priority) is { Length: > 0 } level && (priority = Word<Priority>(Words.Priorities, level)) is null)
            return Unknown(StoryField.Priority, level, Words.Priorities);
        Status? status = null;
        if (Text(row, StoryField.Status) is { Length: > 0 } state && (status = Word<Status>(Words.Statuses, state)) is null)
            return Unknown(StoryField.Status, state, Words.Statuses);

        _line.ResetWrittenCount();
        _json.Reset(_line);
        _json.WriteStartObject();
        _json.WriteString("externalKey"u8, key);
        _json.WriteString("title"u8, Text(row, StoryField.Title));
        if (columns.Has(StoryField.Description))
            _json.WriteString("description"u8, row.GetSpan(columns[StoryField.Description]));
        if (status is { } stands)
            _json.WriteString("status"u8, Words.Of(stands));
        if (priority is { } matters)
            _json.WriteString("priority"u8, Words.Of(matters));
        if (columns.Has(StoryField.Labels))
            WriteLabels(Text(row, StoryField.Labels));
        // Null: the file does not know, so that a new story has a task to work on and a known one keeps what was found out since.
        if (estimate is { } seconds)
            _json.WriteNumber("estimate"u8, seconds);
        else
            _json.WriteNull("estimate"u8);
        _json.WriteEndObject();
        _json.Flush();
        return _line.WrittenCount > LineBytes ? $"It has {_line.WrittenCount} bytes; at most {LineBytes} are taken." : null;
    }

    public string Text(CsvReader row, StoryField field) => columns.Has(field) ? row.GetString(columns[field]).Trim() : "";

    public void Dispose() => _json.Dispose();

    // An estimate says it better than points do.
    string? Estimate(CsvReader row, out long? seconds)
    {
        seconds = null;
        foreach (var (field, factor) in ((StoryField, decimal)[])[(StoryField.Estimate, 1), (StoryField.Points, hoursPerPoint * SecondsPerHour)])
        {
            var text = Text(row, field);
            if (text.Length == 0)
                continue;
            if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                return $"{columns.NameOf(field)}: '{Short(text)}' is not a number.";
            if (number < 0 || number > Seconds.Longest || number * factor > Seconds.Longest)
                return $"{columns.NameOf(field)}: {text} is not from 0 to {decimal.Floor(Seconds.Longest / factor).ToString(CultureInfo.InvariantCulture)}.";
            seconds = (long)decimal.Round(number * factor, MidpointRounding.AwayFromZero);
            return null;
        }
        return null;
    }

    void WriteLabels(string labels)
    {
        _json.WriteStartArray("labels"u8);
        foreach (var label in labels.Split(LabelEnds, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            _json.WriteStringValue(label);
        _json.WriteEndArray();
    }

    static T? Word<T>(IReadOnlyList<string> words, string text) where T : struct, Enum
    {
        for (var i = 0; i < words.Count; i++)
            if (string.Equals(words[i], text, StringComparison.OrdinalIgnoreCase))
                return (T)Enum.ToObject(typeof(T), i);
        return null;
    }

    string Unknown(StoryField field, string text, IReadOnlyList<string> words) =>
        $"{columns.NameOf(field)}: '{Short(text)}' is none of {string.Join(", ", words)} (--map {StoryFields.NameOf(field)}= leaves the column out).";

    static string Short(string text) => text.Length <= 30 ? text : new StringBuilder(text, 0, 30, 31).Append('…').ToString();
}
