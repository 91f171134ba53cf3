using System.Net.Http.Headers;
using System.Text.Json;
using Throughline.Server.Client;
using Throughline.Server.Features.Simulation.Content;

namespace Throughline.Server.Features.Simulation.Engine;

/// <summary>
/// Stories that are due at the same time, sent as one batch so that they are stored in their order. Its key makes it repeatable: a line
/// that was stored already is answered again, and makes nothing.
/// </summary>
sealed class StoryBatch(ApiConnection api, SimulationPlan plan, IReadOnlyList<SimulatedStory> stories, string key, MadeStories made)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly byte[] _body = StoryLines.Write(plan.Project, stories);

    // Lines are answered in order, so the first ones are those that are told of already.
    int _confirmed;

    /// <exception cref="ApiUnavailableException">Not all of them are known to be stored.</exception>
    /// <exception cref="ApiRefusedException">A line can't be taken.</exception>
    public async Task SendAsync(CancellationToken cancellation)
    {
        // A connection can die without a word.
        using var late = new CancellationTokenSource(Patience, api.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        var sent = api.Time.GetTimestamp();
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/stories/batch")
            {
                Content = new ByteArrayContent(_body) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-ndjson") } },
            };
            request.Headers.Add("Idempotency-Key", key);
            using var response = await api.StreamAsync(request, either.Token);
            await ReadAsync(response, sent, either.Token);
        }
        catch (OperationCanceledException e) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new ApiUnavailableException($"{api.Server} did not answer within {Patience.TotalSeconds:0} s.", null, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new ApiUnavailableException($"{api.Server} stopped answering ({e.Message.TrimEnd('.')}).", null, e);
        }
        catch (JsonException e)
        {
            throw new ApiUnavailableException($"{api.Server} answers, but not as a Throughline server of this version does.", null, e);
        }
    }

    async Task ReadAsync(HttpResponseMessage response, long sent, CancellationToken cancellation)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        using var reader = new StreamReader(body);
        string? unavailable = null;
        var line = 0;
        for (; await reader.ReadLineAsync(cancellation) is { } text; line++)
        {
            var answer = JsonSerializer.Deserialize(text, SimulationWire.Default.StoryLine)!;
            if (answer.Status >= StatusCodes.Status500InternalServerError)
                unavailable ??= $"{api.Server} can't take it now: {answer.Detail}";
            else if (answer.Status != StatusCodes.Status201Created)
                throw new ApiRefusedException(new Problem(answer.Status, "", $"A story was refused: {answer.Detail}", answer.Errors));
            else if (line == _confirmed && unavailable is null)
                Confirm(api.Time.GetElapsedTime(sent));
        }
        if (line < stories.Count)
            unavailable ??= $"{api.Server} answered for {line} of {stories.Count} stories.";
        if (unavailable is not null)
            throw new ApiUnavailableException(unavailable, null, null);
    }

    void Confirm(TimeSpan took) => made.Count(stories[_confirmed++].Tasks.Count, took);
}
