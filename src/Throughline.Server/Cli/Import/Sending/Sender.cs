using System.Text.Json;
using Throughline.Domain;
using Throughline.Server.Cli.Import.Reading;
using Throughline.Server.Client;

namespace Throughline.Server.Cli.Import.Sending;

/// <summary>
/// Sends parts and reads the answers. Rows are known by their keys, so whatever was not answered is sent again until it is; when
/// nothing at all is answered for a while it gives up.
/// </summary>
/// <param name="api">The server.</param>
/// <param name="path">Where the lines go.</param>
/// <param name="patience">How long it goes on without an answer.</param>
sealed class Sender(ApiConnection api, string path, TimeSpan patience)
{
    /// <param name="project">The project that the stories go to.</param>
    /// <param name="dryRun">Only ask what would happen.</param>
    public static string PathOf(ProjectId project, bool dryRun) => $"/api/stories/import?projectId={project}{(dryRun ? "&dryRun=true" : "")}";

    /// <param name="part">What to send; its rows are answered one by one.</param>
    /// <param name="answered">Told of each row's answer, with its line in the file.</param>
    /// <param name="waiting">Told why it has to send again.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="NoAnswerException">It gave up.</exception>
    public async Task SendAsync(Part part, Action<long, ImportedLine> answered, Action<string> waiting, CancellationToken cancellation)
    {
        if (part.Unanswered == 0)
            return;
        using var patient = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patient.CancelAfter(patience);
        var why = "";
        try
        {
            await Retry.UntilAnsweredAsync(api.Time, ask => TryAsync(part, (line, answer) =>
            {
                patient.CancelAfter(patience);
                answered(line, answer);
            }, ask), e => waiting(why = e.Message), patient.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new NoAnswerException($"{api.Server} gave no answer for {patience.TotalSeconds:0} s. {why}".TrimEnd());
        }
    }

    async Task<int> TryAsync(Part part, Action<long, ImportedLine> answered, CancellationToken cancellation)
    {
        var rows = part.ToSend();
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new PartContent(part, rows) };
        using var response = await api.StreamAsync(request, cancellation);
        var unavailable = "The answer broke off.";
        try
        {
            using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation));
            while (await lines.ReadLineAsync(cancellation) is { } line)
            {
                if (ImportedLine.Read(line) is not { } answer || rows.ElementAtOrDefault((int)answer.Line - 1) is not { IsAnswered: false } row)
                    throw new JsonException("It is no answer to a line that was sent.");
                if (answer.IsUnavailable)
                {
                    unavailable = answer.Detail ?? unavailable;
                    continue;
                }
                part.Answered(row);
                answered(row.Line, answer);
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new ApiUnavailableException($"The connection to {api.Server} was lost.", null, e);
        }
        catch (JsonException e)
        {
            throw new ApiUnavailableException($"{api.Server} answers, but not as a Throughline server of this version does.", null, e);
        }
        return part.Unanswered == 0 ? 0 : throw new ApiUnavailableException($"{api.Server} can't take it now: {unavailable}", null, null);
    }
}

/// <summary>The server gave no answer for as long as this side waits.</summary>
sealed class NoAnswerException(string message) : Exception(message);
