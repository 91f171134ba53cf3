using System.Buffers;
using System.Text.Json;
using Throughline.Domain;
using Throughline.Server.Features.Simulation.Content;

namespace Throughline.Server.Features.Simulation.Engine;

/// <summary>Stories as lines of POST /api/stories/batch.</summary>
static class StoryLines
{
    public static byte[] Write(ProjectId project, IEnumerable<SimulatedStory> stories)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(buffer);
        foreach (var story in stories)
        {
            Write(json, project, story);
            json.Flush();
            json.Reset();
            buffer.Write("\n"u8);
        }
        return buffer.WrittenSpan.ToArray();
    }

    static void Write(Utf8JsonWriter json, ProjectId project, SimulatedStory story)
    {
        json.WriteStartObject();
        json.WriteString("projectId", project.ToString());
        json.WriteString("title", story.Title);
        json.WriteString("description", story.Description);
        json.WriteString("priority", Words.Of(story.Priority));
        json.WriteStartArray("labels");
        foreach (var label in story.Labels)
            json.WriteStringValue(label);
        json.WriteEndArray();
        json.WriteStartArray("tasks");
        foreach (var task in story.Tasks)
        {
            json.WriteStartObject();
            json.WriteString("title", task.Title);
            json.WriteNumber("estimate", task.Estimate.Value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
