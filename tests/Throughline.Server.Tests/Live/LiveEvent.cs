using System.Text.Json;

namespace Throughline.Server.Tests.Live;

/// <summary>One event as a client got it, by either protocol.</summary>
/// <param name="Name">facts, statistics or reset; empty for what is no event.</param>
sealed record LiveEvent(string Name, string? Id, string Data)
{
    public JsonElement Json => JsonDocument.Parse(Data).RootElement;

    public long From => Json.GetProperty("from").GetInt64();

    public long To => Json.GetProperty("to").GetInt64();

    public IReadOnlyList<long> Positions => [.. Json.GetProperty("facts").EnumerateArray().Select(f => f.GetProperty("position").GetInt64())];

    public IReadOnlyList<string> Titles =>
        [.. Json.GetProperty("facts").EnumerateArray().Select(f => f.GetProperty("data").GetProperty("title").GetString()!)];
}
