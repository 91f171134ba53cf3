using System.CommandLine;
using System.Threading.Channels;
using Throughline.Server.Cli.Import.Reading;
using Throughline.Server.Cli.Import.Sending;
using Throughline.Server.Cli.Serve;
using Throughline.Server.Client;

namespace Throughline.Server.Cli.Import;

/// <summary>`import stories`: checks the whole file, then sends its rows part by part, and says what became of them.</summary>
static class ImportStories
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // What is under way when somebody stops the import is still answered, so that it can be told how far it came.
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync(Run run, ParseResult parsed, ImportOptions options)
    {
        using var signals = new StopSignals(run.Stop);
        try
        {
            var file = StoriesFile.Check(options.Path, options.Map, signals.Stop);
            using var api = ServerOption.Connect(parsed, run.Shell);
            var project = await ServerOption.ProjectAsync(api, parsed.GetValue(ServerOption.Project)!, signals.Stop);
            using var refused = new RefusedRows(options.Refused);
            var report = new ImportReport(run.Shell, options, api.Time);
            report.Begin(file);
            var sender = new Sender(api, Sender.PathOf(project, options.DryRun), Patience);
            var why = await SendAllAsync(file, options, sender, report, refused, signals);
            return report.End(why);
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            await run.Shell.Error.WriteLineAsync("Interrupted. Nothing was imported.");
            return ExitCode.Failed;
        }
    }

    /// <returns>Why it came to a stop before the file's end; null: it did not.</returns>
    static async Task<string?> SendAllAsync(
        StoriesFile file, ImportOptions options, Sender sender, ImportReport report, RefusedRows refused, StopSignals signals)
    {
        using var sending = CancellationTokenSource.CreateLinkedTokenSource(signals.Hurry);
        await using var grace = signals.Stop.Register(() => sending.CancelAfter(Grace));
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(signals.Stop);
        var parts = Channel.CreateBounded<Part>(1);
        var produce = ProduceAsync(new Parts(file, options.HoursPerPoint), parts.Writer, reading.Token);
        string? why = null;
        await report.Progress.RunAsync(file.Rows, async () => why = await ConsumeAsync());
        await reading.CancelAsync();
        await produce.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return why;

        async Task<string?> ConsumeAsync()
        {
            try
            {
                await foreach (var part in parts.Reader.ReadAllAsync(signals.Stop))
                {
                    foreach (var (line, reason) in part.Refused)
                        Refuse(line, reason);
                    await sender.SendAsync(part, (line, answer) => Take(line, answer), report.Progress.Wait, sending.Token);
                    report.Passed(part.LastLine);
                }
                return null;
            }
            catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
            {
                return "Interrupted.";
            }
            catch (Exception e) when (e is NoAnswerException or ApiRefusedException)
            {
                return e.Message;
            }
        }

        void Take(long line, ImportedLine answer)
        {
            if (answer.Outcome is null)
                Refuse(line, answer.Reason(file.Columns));
            else
                report.Take(answer.Outcome);
        }

        void Refuse(long line, string reason)
        {
            report.Refuse(line, reason);
            refused.Add(line, reason);
        }
    }

    // On a thread of its own: reading a file and making lines of it never waits for anything but the parts' room.
    static Task ProduceAsync(Parts parts, ChannelWriter<Part> into, CancellationToken cancellation) => Task.Run(async () =>
    {
        try
        {
            foreach (var part in parts.Read(cancellation))
                await into.WriteAsync(part, cancellation);
            into.Complete();
        }
        catch (Exception e)
        {
            into.Complete(e);
        }
    }, CancellationToken.None);
}
