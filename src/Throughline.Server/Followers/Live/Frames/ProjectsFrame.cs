using System.Buffers;
using System.Text.Json;
using Throughline.Domain.Projects;

namespace Throughline.Server.Followers.Live.Frames;

/// <summary>Which projects a stream shows from now on, as it stands in the frame; null: all there are.</summary>
static class ProjectsFrame
{
    public static ReadOnlyMemory<byte> Data(ProjectSet projects)
    {
        var buffer = new ArrayBufferWriter<byte>(64);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        if (projects.IsAll)
            writer.WriteNull("projects"u8);
        else
        {
            writer.WriteStartArray("projects"u8);
            foreach (var id in projects.Named.OrderBy(id => id.Value))
                writer.WriteStringValue(id.Value);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }
}
