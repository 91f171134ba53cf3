using System.Text;
using System.Text.Json;

namespace Throughline.Server.Cli.Doctor;

/// <summary>How findings are shown.</summary>
static class Findings
{
    public static Verdict Worst(IReadOnlyList<Finding> findings) => findings.Max(finding => finding.Verdict);

    public static string AsText(IReadOnlyList<Finding> findings)
    {
        var text = new StringBuilder();
        var wide = findings.Max(finding => finding.Subject.Length);
        foreach (var finding in findings)
        {
            text.Append(Word(finding.Verdict).PadRight(6)).Append(finding.Subject.PadRight(wide + 2)).Append(finding.Message);
            if (finding.Advice is not null) text.Append(". ").Append(finding.Advice);
            text.AppendLine();
        }

        return text.ToString();
    }

    public static string AsJson(IReadOnlyList<Finding> findings)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("verdict", Word(Worst(findings)));
            writer.WriteStartArray("findings");
            foreach (var finding in findings)
            {
                writer.WriteStartObject();
                writer.WriteString("verdict", Word(finding.Verdict));
                writer.WriteString("subject", finding.Subject);
                writer.WriteString("message", finding.Message);
                if (finding.Advice is not null) writer.WriteString("advice", finding.Advice);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + Environment.NewLine;
    }

    static string Word(Verdict verdict) => verdict switch { Verdict.Ok => "ok", Verdict.Warn => "warn", _ => "fail" };
}
