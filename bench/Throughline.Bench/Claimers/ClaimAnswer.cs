using System.Buffers.Text;
using System.Text;

namespace Throughline.Bench.Claimers;

/// <summary>Reads just what a worker has to send back out of the answer to a claim.</summary>
static class ClaimAnswer
{
    const int IdLength = 36;

    public static string SessionOf(ReadOnlySpan<byte> body)
    {
        var at = body.IndexOf("\"sessionId\":\""u8) + "\"sessionId\":\""u8.Length;
        return Encoding.ASCII.GetString(body.Slice(at, IdLength));
    }

    /// <summary>Writes the list that says all tasks of an answer are done. A title can't look like the start of a task: its quotes are escaped.</summary>
    /// <returns>How many there are.</returns>
    public static int WriteTasks(ReadOnlySpan<byte> body, StringBuilder into)
    {
        var count = 0;
        into.Clear().Append('[');
        for (int at; (at = body.IndexOf("{\"id\":\""u8)) >= 0; count++)
        {
            body = body[(at + "{\"id\":\""u8.Length)..];
            var epochAt = IdLength + "\",\"leaseEpoch\":"u8.Length;
            if (!Utf8Parser.TryParse(body[epochAt..], out int epoch, out _)) throw new InvalidDataException("A claimed task came without its leaseEpoch.");
            if (count > 0) into.Append(',');
            into.Append("{\"taskId\":\"").Append(Encoding.ASCII.GetString(body[..IdLength])).Append("\",\"leaseEpoch\":").Append(epoch).Append('}');
        }
        into.Append(']');
        return count;
    }

    /// <summary>How many tasks of a completion were taken.</summary>
    public static int CompletedIn(ReadOnlySpan<byte> body) => body.Count("\"status\":200"u8);
}
