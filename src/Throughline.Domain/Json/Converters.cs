using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using Throughline.Domain.Access;

namespace Throughline.Domain.Json;

/// <summary>Ids as their 36-character text.</summary>
public sealed class IdConverter<TId> : JsonConverter<TId> where TId : struct, IId<TId>
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Ids.TryParse<TId>(reader.GetString(), out var id)
            ? id
            : throw new JsonException("It is not an id: 36 characters, such as 01890a5d-ac96-774b-bcce-b302099a8057.");

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options)
    {
        if (typeof(TId) == typeof(UserId) && value.Value == Guid.Empty)
            writer.WriteStringValue("local"u8);
        else
            writer.WriteStringValue(value.Value);
    }
}

/// <summary>Statuses by the words people see.</summary>
public sealed class StatusConverter : JsonConverter<Status>
{
    public override Status Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Words.TryParse(reader.GetString(), out Status status)
            ? status
            : throw new JsonException($"It is one of: {string.Join(", ", Words.Statuses)}.");

    public override void Write(Utf8JsonWriter writer, Status value, JsonSerializerOptions options) => writer.WriteStringValue(Words.Of(value));
}

/// <summary>Priorities by the words people see.</summary>
public sealed class PriorityConverter : JsonConverter<Priority>
{
    public override Priority Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Words.TryParse(reader.GetString(), out Priority priority)
            ? priority
            : throw new JsonException($"It is one of: {string.Join(", ", Words.Priorities)}.");

    public override void Write(Utf8JsonWriter writer, Priority value, JsonSerializerOptions options) => writer.WriteStringValue(Words.Of(value));
}

/// <summary>Scopes as an array of their words.</summary>
public sealed class ScopesConverter : JsonConverter<Scopes>
{
    public override Scopes Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("It is an array of texts.");
        var words = new List<string?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            words.Add(reader.TokenType == JsonTokenType.String ? reader.GetString() : throw new JsonException("It is an array of texts."));
        var scopes = ScopeWords.Parse(words);
        return scopes != Scopes.None || words.Count == 0 ? scopes : throw new JsonException($"It holds some of: {string.Join(", ", ScopeWords.All)}.");
    }

    public override void Write(Utf8JsonWriter writer, Scopes value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var word in ScopeWords.Of(value))
            writer.WriteStringValue(word);
        writer.WriteEndArray();
    }
}

/// <summary>Lease states and roles by their names.</summary>
public sealed class NameConverter<TEnum> : JsonConverter<TEnum> where TEnum : struct, Enum
{
    // The parser also takes numbers, lists and spaces around it; a name has one spelling.
    public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Enum.TryParse<TEnum>(reader.GetString(), out var value) && reader.ValueTextEquals(value.ToString())
            ? value
            : throw new JsonException($"It is one of: {string.Join(", ", Enum.GetNames<TEnum>())}.");

    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>Labels as an array of texts.</summary>
public sealed class LabelSetConverter : JsonConverter<LabelSet>
{
    public override LabelSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("It is an array of texts.");
        var names = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            names.Add(reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("A label is a text."));
        return LabelSet.Of(names);
    }

    public override void Write(Utf8JsonWriter writer, LabelSet value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var name in value.Names)
            writer.WriteStringValue(name);
        writer.WriteEndArray();
    }
}

/// <summary>Durations as whole seconds.</summary>
public sealed class SecondsConverter : JsonConverter<Seconds>
{
    public override Seconds Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value)
            ? new Seconds(value)
            : throw new JsonException($"It is a whole number of seconds from 0 to {Seconds.Longest}.");

    public override void Write(Utf8JsonWriter writer, Seconds value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}

/// <summary>Positions as numbers.</summary>
public sealed class PositionConverter : JsonConverter<Position>
{
    public override Position Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, Position value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}

/// <summary>Instants as RFC 3339 in UTC, to the microsecond that the database keeps.</summary>
public sealed class InstantConverter : JsonConverter<Instant>
{
    static readonly InstantPattern Pattern = InstantPattern.ExtendedIso;

    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Pattern.Parse(reader.GetString()!) is { Success: true, Value: var instant }
            ? instant
            : throw new JsonException("It is a moment in UTC, such as 2026-01-31T12:00:00Z.");

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => Write(writer, value);

    public static void Write(Utf8JsonWriter writer, Instant value)
    {
        // DateTime's own formatter writes UTF-8 without a text in between; its 'O' form always has seven decimals.
        Span<byte> utf8 = stackalloc byte[32];
        Utf8Formatter.TryFormat(value.ToDateTimeUtc(), utf8, out var length, 'O');
        // Npgsql cuts the seventh decimal off too.
        var end = length - 2;
        while (utf8[end - 1] == '0')
            end--;
        if (utf8[end - 1] == '.')
            end--;
        utf8[end++] = (byte)'Z';
        writer.WriteStringValue(utf8[..end]);
    }
}
