using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Throughline.Domain.Items;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Items.Transfers;

namespace Throughline.Server.Features.Items.Chains;

/// <summary>
/// A chain as events of EPCIS 2.0 (GS1), in JSON-LD: each transfer that counts, or did until it was corrected, is an ObjectEvent in which the item passes from
/// one possessing party to the next. What was corrected carries an error declaration that names what stands in its place, as the standard has it.
/// </summary>
sealed class ChainEvents : IAsyncDisposable
{
    readonly Utf8JsonWriter _json;

    public ChainEvents(Stream to) => _json = new(to, WireJson.Writing);

    public void Begin(Instant now)
    {
        _json.WriteStartObject();
        _json.WriteStartArray("@context"u8);
        _json.WriteStringValue("https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"u8);
        _json.WriteEndArray();
        _json.WriteString("type"u8, "EPCISDocument"u8);
        _json.WriteString("schemaVersion"u8, "2.0"u8);
        _json.WriteString("creationDate"u8, Text(now));
        _json.WriteStartObject("epcisBody"u8);
        _json.WriteStartArray("eventList"u8);
    }

    public void Write(TransferResponse transfer)
    {
        if (transfer.Status is not (TransferStatus.Accepted or TransferStatus.Corrected))
            return;
        _json.WriteStartObject();
        _json.WriteString("type"u8, "ObjectEvent"u8);
        _json.WriteString("eventID"u8, Uri(transfer.Id));
        _json.WriteString("eventTime"u8, Text(transfer.At));
        _json.WriteString("eventTimeZoneOffset"u8, "+00:00"u8);
        _json.WriteString("recordTime"u8, Text(transfer.RecordedAt));
        if (transfer.Status == TransferStatus.Corrected)
            WriteError(transfer);
        _json.WriteStartArray("epcList"u8);
        _json.WriteStringValue(Uri(transfer.ItemId));
        _json.WriteEndArray();
        _json.WriteString("action"u8, "OBSERVE"u8);
        _json.WriteString("bizStep"u8, "accepting"u8);
        if (transfer.GiverId is { } giver)
            WriteParty("sourceList"u8, "source"u8, Uri(giver));
        WriteParty("destinationList"u8, "destination"u8, Uri(transfer.OwnerId));
        _json.WriteEndObject();
    }

    public Task FlushAsync(CancellationToken cancellation) => _json.FlushAsync(cancellation);

    public async Task EndAsync(CancellationToken cancellation)
    {
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteEndObject();
        await _json.FlushAsync(cancellation);
    }

    public ValueTask DisposeAsync() => _json.DisposeAsync();

    void WriteError(TransferResponse transfer)
    {
        _json.WriteStartObject("errorDeclaration"u8);
        _json.WriteString("declarationTime"u8, Text(transfer.SettledAt ?? transfer.RecordedAt));
        _json.WriteString("reason"u8, transfer.CorrectedBy is null ? "did_not_occur"u8 : "incorrect_data"u8);
        if (transfer.CorrectedBy is { } right)
        {
            _json.WriteStartArray("correctiveEventIDs"u8);
            _json.WriteStringValue(Uri(right));
            _json.WriteEndArray();
        }
        _json.WriteEndObject();
    }

    void WriteParty(ReadOnlySpan<byte> list, ReadOnlySpan<byte> role, string party)
    {
        _json.WriteStartArray(list);
        _json.WriteStartObject();
        _json.WriteString("type"u8, "possessing_party"u8);
        _json.WriteString(role, party);
        _json.WriteEndObject();
        _json.WriteEndArray();
    }

    static string Uri<TId>(TId id) where TId : struct, Domain.IId<TId> => $"urn:uuid:{id.Value:D}";

    static string Text(Instant at) => InstantPattern.ExtendedIso.Format(at);
}
