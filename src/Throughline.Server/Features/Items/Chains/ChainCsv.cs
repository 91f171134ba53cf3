using CsvHelper;
using NodaTime;
using NodaTime.Text;
using Throughline.Server.Features.Items.Transfers;

namespace Throughline.Server.Features.Items.Chains;

/// <summary>A chain as lines of a table. People open it in a spreadsheet, so nothing that somebody wrote is a formula there.</summary>
sealed class ChainCsv(Stream to) : IAsyncDisposable
{
    static readonly string[] Columns =
        ["transferId", "at", "until", "heldSeconds", "giverId", "ownerId", "status", "recordedBy", "recordedAt", "settledAt", "corrects", "correctedBy", "reason"];

    readonly CsvWriter _csv = CsvWriter.Create(to, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true);

    public ValueTask BeginAsync(CancellationToken cancellation) => _csv.WriteRecordAsync(Columns, cancellation);

    public ValueTask WriteAsync(TransferResponse transfer, CancellationToken cancellation) => _csv.WriteRecordAsync(
    [
        transfer.Id.ToString(), Text(transfer.At), Text(transfer.Until), transfer.Held?.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        transfer.GiverId?.ToString(), transfer.OwnerId.ToString(), transfer.Status.ToString(), transfer.RecordedBy.ToString(), Text(transfer.RecordedAt),
        Text(transfer.SettledAt), transfer.Corrects?.ToString(), transfer.CorrectedBy?.ToString(), transfer.Reason,
    ], cancellation);

    public ValueTask DisposeAsync() => _csv.DisposeAsync();

    static string? Text(Instant? at) => at is { } moment ? InstantPattern.ExtendedIso.Format(moment) : null;
}
