using System.Text.Json.Nodes;

namespace Throughline.Chaos.Load;

/// <summary>What a client asked for, as its ledger has it.</summary>
/// <param name="Key">Names it, as its Idempotency-Key does.</param>
/// <param name="Marks">The facts that it is to make, all of them or none. See <see cref="Oracle.Marks"/>.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="Subject">What it was acknowledged to be about: the first mark's subject.</param>
/// <param name="Session">The worker's session, of a claim.</param>
sealed record Operation(string Key, IReadOnlyList<string> Marks, Standing Standing, string? Subject = null, string? Session = null)
{
    public string ToLine() => new JsonObject
    {
        ["key"] = Key,
        ["standing"] = Standing.ToString(),
        ["marks"] = new JsonArray([.. Marks.Select(m => JsonValue.Create(m))]),
        ["subject"] = Subject,
        ["session"] = Session,
    }.ToJsonString();

    public static Operation Of(string line)
    {
        var json = JsonNode.Parse(line)!;
        return new((string)json["key"]!, [.. json["marks"]!.AsArray().Select(m => (string)m!)], Enum.Parse<Standing>((string)json["standing"]!),
            (string?)json["subject"], (string?)json["session"]);
    }
}

/// <summary>How an operation stands.</summary>
enum Standing
{
    /// <summary>On its way: it may be stored or not.</summary>
    Sent,

    /// <summary>It must be there, once.</summary>
    Acknowledged,

    /// <summary>It must not be there.</summary>
    Refused,

    /// <summary>Given up without an answer: all of it, or nothing.</summary>
    Unknown,
}
