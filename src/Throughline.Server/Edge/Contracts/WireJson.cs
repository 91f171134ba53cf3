using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Throughline.Domain.Facts;

namespace Throughline.Server.Edge.Contracts;

/// <summary>JSON as it goes out, written as facts are.</summary>
public static class WireJson
{
    const int MostKept = 1024 * 1024;

    public static JsonWriterOptions Writing => FactJson.Writing;

    // One buffer and writer for each thread: an answer costs one array, of just its length.
    [ThreadStatic]
    static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    static Utf8JsonWriter? _writer;

    public static byte[] Bytes<T>(T value, JsonTypeInfo<T> type)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(4096);
        var writer = _writer ??= new Utf8JsonWriter(buffer, Writing);
        try
        {
            JsonSerializer.Serialize(writer, value, type);
            return buffer.WrittenSpan.ToArray();
        }
        finally
        {
            buffer.ResetWrittenCount();
            writer.Reset(buffer);
            // A long list now and then shall not keep its length for ever.
            if (buffer.Capacity > MostKept)
                (_buffer, _writer) = (null, null);
        }
    }
}
