using System.Text.Json.Nodes;
using Throughline.Server.Followers.Statistics.Channels;

namespace Throughline.Server.Tests.Statistics;

/// <summary>
/// What a client makes of the frames it gets: buckets by their start, as last told; after the newest one flows are nothing and
/// levels carry on.
/// </summary>
sealed class LiveClient
{
    readonly SortedDictionary<string, (string Counts, string Sums)> _buckets = new(StringComparer.Ordinal);
    bool[] _isLevel = [];

    public long Position { get; private set; }

    public int Snapshots { get; private set; }

    public int Frames { get; private set; }

    public JsonNode Summary { get; private set; } = JsonValue.Create(0);

    public string First { get; private set; } = "";

    /// <summary>Start of the newest bucket that was told.</summary>
    public string Newest => _buckets.Keys.Last();

    public StatisticsFrame Apply(StatisticsFrame frame)
    {
        var data = JsonNode.Parse(frame.Data.Span)!;
        Frames++;
        Position = data["position"]!.GetValue<long>();
        if (Position != frame.Position.Value)
            throw new InvalidOperationException("The frame and its data name different positions.");
        Summary = data["summary"]!;
        if (data["snapshot"]?.GetValue<bool>() == true)
        {
            Snapshots++;
            _buckets.Clear();
            First = data["from"]!.GetValue<string>();
            _isLevel = [.. data["series"]!.AsArray().Select(s => s!["kind"]!.GetValue<string>() == "level")];
        }
        foreach (var bucket in data["buckets"]!.AsArray())
            _buckets[bucket!["start"]!.GetValue<string>()] = (bucket["counts"]!.ToJsonString(), bucket["sums"]!.ToJsonString());
        return frame;
    }

    public (string Counts, string Sums) this[string start]
    {
        get
        {
            if (_buckets.TryGetValue(start, out var told))
                return told;
            var before = _buckets.Last(b => string.CompareOrdinal(b.Key, start) < 0).Value;
            var levels = JsonNode.Parse(before.Sums)!.AsArray().Select((sum, i) => _isLevel[i] ? sum!.GetValue<long>() : 0);
            return ($"[{string.Join(',', _isLevel.Select(_ => 0))}]", $"[{string.Join(',', levels)}]");
        }
    }
}
