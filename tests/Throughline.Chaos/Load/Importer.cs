using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Throughline.Chaos.Oracle;
using Throughline.Chaos.Trials;

namespace Throughline.Chaos.Load;

/// <summary>
/// A program that takes stories over, line by line. When that breaks off it sends the same lines again, until each was answered.
/// In turn it does so by import, where what is there already stays as it is, and as a batch under one Idempotency-Key.
/// </summary>
sealed class Importer(string name, string project, Trial trial, Api api, LoadShape shape, Surprises surprises)
    : Client(name, trial, api, shape, surprises)
{
    const int AcknowledgedAtOnce = 64;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    int _interrupted;

    /// <summary>How often lines had to be sent again.</summary>
    public int Interrupted => Volatile.Read(ref _interrupted);

    protected override async Task TurnAsync(CancellationToken stop)
    {
        var key = NextKey();
        var isBatch = Chance.Next(2) == 0;
        var lines = Enumerable.Range(0, Shape.ImportLines).Select(i => string.Create(CultureInfo.InvariantCulture, $"{key}/{i}")).ToList();
        var open = new Dictionary<string, Operation>(StringComparer.Ordinal);
        foreach (var line in lines)
            open[line] = new Operation(line, [Marks.StoryCreated(line)], Standing.Sent);
        Ledger.Write([.. open.Values]);

        for (var tries = 0; open.Count > 0 && !stop.IsCancellationRequested; tries++)
        {
            if (tries > 0)
            {
                Interlocked.Increment(ref _interrupted);
                await Task.Delay(100, stop);
            }
            await SendAsync(lines, open, isBatch ? key : null, stop);
        }
    }

    async Task SendAsync(List<string> lines, Dictionary<string, Operation> open, string? batchKey, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            using var request = batchKey is null ? Import(lines) : Batch(lines, batchKey);
            using var response = await Api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (response.StatusCode != System.Net.HttpStatusCode.OK)
            {
                if (response.StatusCode != System.Net.HttpStatusCode.ServiceUnavailable)
                    Surprise($"lines were answered {(int)response.StatusCode}");
                return;
            }
            using var answers = new StreamReader(await response.Content.ReadAsStreamAsync(patience.Token));
            var taken = new List<Operation>();
            while (true)
            {
                var next = answers.ReadLineAsync(patience.Token);
                // What has come is on the disk before more is waited for.
                if (!next.IsCompleted || taken.Count >= AcknowledgedAtOnce)
                    Acknowledge(taken);
                if (await next is not { } answer)
                    break;
                Take(lines, open, answer, taken);
            }
            Acknowledge(taken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or System.Text.Json.JsonException || e is OperationCanceledException && !stop.IsCancellationRequested)
        {
            // What was answered counts; the rest is sent again.
        }
    }

    static void Take(List<string> lines, Dictionary<string, Operation> open, string answer, List<Operation> taken)
    {
        var json = JsonNode.Parse(answer)!;
        var line = lines[(int)json["line"]! - 1];
        // A line that says 503 was not taken, and is sent again with the others.
        if ((int)json["status"]! is (200 or 201) && open.Remove(line, out var operation))
            taken.Add(operation with { Standing = Standing.Acknowledged, Subject = (string)json["id"]! });
    }

    void Acknowledge(List<Operation> taken)
    {
        if (taken.Count > 0)
            Ledger.Write(taken);
        taken.Clear();
    }

    HttpRequestMessage Import(List<string> lines) => new(HttpMethod.Post, new Uri(Api.Node(), $"/api/stories/import?projectId={project}"))
    {
        Content = Lines(lines.Select(l => new JsonObject { ["externalKey"] = l, ["title"] = l })),
    };

    HttpRequestMessage Batch(List<string> lines, string key) => new(HttpMethod.Post, new Uri(Api.Node(), "/api/stories/batch"))
    {
        Content = Lines(lines.Select(l => new JsonObject { ["projectId"] = project, ["title"] = l })),
        Headers = { { "Idempotency-Key", key } },
    };

    static StringContent Lines(IEnumerable<JsonObject> lines) =>
        new(string.Concat(lines.Select(l => l.ToJsonString() + "\n")), Encoding.UTF8, MediaTypeHeaderValue.Parse("application/x-ndjson"));
}
