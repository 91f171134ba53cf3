using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Throughline.Domain.Json;

/// <summary>Members of partial changes: given when they stand in the JSON, even as null.</summary>
public sealed class OptionalConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Optional<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    sealed class Of<T> : JsonConverter<Optional<T>>
    {
        JsonTypeInfo<T>? _type;

        public override bool HandleNull => true;

        public override Optional<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                return new(JsonSerializer.Deserialize(ref reader, TypeOf(options))!);
            }
            catch (JsonException e)
            {
                throw new NestedJsonException(e);
            }
        }

        public override void Write(Utf8JsonWriter writer, Optional<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Value, TypeOf(options));

        JsonTypeInfo<T> TypeOf(JsonSerializerOptions options) => _type ??= (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
    }
}

/// <summary>
/// A failure inside an optional member. The serializer adds where the member stands; <see cref="InnerPath"/> says where in it.
/// </summary>
public sealed class NestedJsonException(JsonException inner) : JsonException(inner.Message, inner.InnerException ?? inner)
{
    /// <summary>The rest of the path, such as <c>[0].title</c>; empty: the member itself.</summary>
    public string InnerPath { get; } =
        (inner.Path is null or "$" ? "" : inner.Path[1..]) + (inner as NestedJsonException)?.InnerPath;
}
