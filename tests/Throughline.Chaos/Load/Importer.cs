using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Throughline.Chaos.Oracle;
using Throughline.Chaos.Trials;

namespace Throughline.Chaos.Load;

/// <summary>
/// A program that takes stories over, line by line. When an import breaks off it sends the same lines again, until each was
/// answered: what was there already is unchanged then.
/// </summary>
sealed class Importer(string name, string project, Trial trial, Api api, LoadShape shape, Surprises surprises)
    : Client(name, trial, api, shape, surprises)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    protected override async Task TurnAsync(CancellationToken stop)
    {
        var key = NextKey();
        var lines = Enumerable.Range(0, Shape.ImportLines).Select(i => string.Create(CultureInfo.InvariantCulture, $"{key}/{i}")).ToList();
        var open = new Dictionary<string, Operation>(StringComparer.Ordinal);
        foreach (var line in lines)
            open[line] = new Operation(line, [Marks.StoryCreated(line)], Standing.Sent);
        Ledger.Write([.. open.Values]);

        for (var tries = 0; open.Count > 0 && !stop.IsCancellationRequested; tries++)
        {
            if (tries > 0)
            {
                Interrupted++;
                await Task.Delay(100, stop);
            }
            await SendAsync(lines, open, stop);
        }
    }

    /// <summary>How often an import had to be sent again.</summary>
    public int Interrupted { get; private set; }

    async Task SendAsync(List<string> lines, Dictionary<string, Operation> open, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Api.Node(), $"/api/stories/import?projectId={project}"))
            {
                Content = new StringContent(string.Concat(lines.Select(l => new JsonObject { ["externalKey"] = l, ["title"] = l }.ToJsonString() + "\n")),
                    Encoding.UTF8, MediaTypeHeaderValue.Parse("application/x-ndjson")),
            };
            using var response = await Api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (!response.IsSuccessStatusCode)
                return;
            using var answers = new StreamReader(await response.Content.ReadAsStreamAsync(patience.Token));
            while (await answers.ReadLineAsync(patience.Token) is { } answer)
                Take(lines, open, answer);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or System.Text.Json.JsonException || e is OperationCanceledException && !stop.IsCancellationRequested)
        {
            // What was answered counts; the rest is sent again.
        }
    }

    void Take(List<string> lines, Dictionary<string, Operation> open, string answer)
    {
        var json = JsonNode.Parse(answer)!;
        var line = lines[(int)json["line"]! - 1];
        // A line that says 503 was not taken, and is sent again with the others.
        if ((int)json["status"]! is not (200 or 201) || !open.Remove(line, out var operation))
            return;
        Ledger.Write(operation with { Standing = Standing.Acknowledged, Subject = (string)json["id"]! });
    }
}
