using System.Text.Json;
using CsvHelper;
using NodaTime.Text;

namespace Throughline.Server.Features.Audit;

/// <summary>Entries as lines of a table. People open it in a spreadsheet, so nothing that somebody wrote is a formula there.</summary>
sealed class AuditCsv(Stream to) : IAsyncDisposable
{
    static readonly string[] Columns =
        ["position", "at", "type", "project", "actorId", "actor", "credentialId", "credentialKind", "credential", "address", "subjectId", "subjectKind", "subjectKey", "subject", "changes"];

    readonly CsvWriter _csv = CsvWriter.Create(to, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true);

    public ValueTask BeginAsync(CancellationToken cancellation) => _csv.WriteRecordAsync(Columns, cancellation);

    public ValueTask WriteAsync(AuditEntry entry, CancellationToken cancellation) => _csv.WriteRecordAsync(
    [
        entry.Position.ToString(), InstantPattern.ExtendedIso.Format(entry.At), entry.Type, entry.Project is { } project ? project.Key ?? project.Id.ToString() : null,
        entry.Actor.Id.ToString(), entry.Actor.Name, entry.Credential?.Id.ToString(), entry.Credential?.Kind, entry.Credential?.Name, entry.Credential?.Address,
        entry.Subject.Id.ToString(), entry.Subject.Kind, entry.Subject.Key, entry.Subject.Name,
        string.Join("; ", entry.Changes.Select(c => $"{c.Key}: {Said(c.Value, entry)}")),
    ], cancellation);

    public ValueTask DisposeAsync() => _csv.DisposeAsync();

    static string Said(AuditChange change, AuditEntry entry) => (change.Old, change.New) switch
    {
        ({ } old, { } now) => $"{Text(old, entry)} -> {Text(now, entry)}",
        ({ } old, null) => Text(old, entry),
        (null, { } now) => Text(now, entry),
        _ => "",
    };

    static string Text(JsonElement value, AuditEntry entry) => value.ValueKind switch
    {
        JsonValueKind.Null => "nothing",
        JsonValueKind.String => entry.Names.GetValueOrDefault(value.GetString()!) ?? value.GetString()!,
        _ => value.GetRawText(),
    };
}
