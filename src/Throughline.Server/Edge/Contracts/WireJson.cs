using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Throughline.Domain.Facts;

namespace Throughline.Server.Edge.Contracts;

/// <summary>JSON as it goes out, written as facts are.</summary>
public static class WireJson
{
    public static JsonWriterOptions Writing => FactJson.Writing;

    public static byte[] Bytes<T>(T value, JsonTypeInfo<T> type)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(buffer, Writing);
        JsonSerializer.Serialize(writer, value, type);
        return buffer.WrittenSpan.ToArray();
    }
}
