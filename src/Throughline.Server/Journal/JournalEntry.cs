using System.Buffers;
using System.Text.Json;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Facts;
using Throughline.Domain.Json;

namespace Throughline.Server.Journal;

/// <summary>
/// A committed fact with its written form. The bytes are made once: they are stored, handed to this node's followers and
/// sent to live clients. The fact itself is read from them only where somebody needs it.
/// </summary>
public sealed class JournalEntry(
    Position position, Instant at, Instant effectiveAt, ProjectId projectId, UserId actorId, Guid subjectId, string type, Audience audience,
    ReadOnlyMemory<byte> data)
{
    Fact? _fact;
    byte[]? _wire;

    public JournalEntry(Fact fact, ReadOnlyMemory<byte> data)
        : this(fact.Position, fact.At, fact.EffectiveAt, fact.ProjectId, fact.ActorId, fact.SubjectId, fact.Type, fact.Data.Audience, data) =>
        _fact = fact;

    public Position Position { get; } = position;

    public Instant At { get; } = at;

    public Instant EffectiveAt { get; } = effectiveAt;

    public ProjectId ProjectId { get; } = projectId;

    public UserId ActorId { get; } = actorId;

    /// <summary>The token or the sign-in by which it was done. Written, never sent to anybody: only the audit reads it.</summary>
    public Guid? CredentialId { get; init; }

    public Guid SubjectId { get; } = subjectId;

    public string Type { get; } = type;

    public Audience Audience { get; } = audience;

    /// <summary>The fact's data as UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> Data { get; } = data;

    /// <exception cref="JsonException">This version can't read it.</exception>
    public Fact Fact => _fact ??= new Fact(Position, At, EffectiveAt, ProjectId, ActorId, SubjectId, FactJson.Read(Type, Data.Span));

    /// <summary>The whole fact as live clients and the API show it, as UTF-8 JSON; made once per node.</summary>
    public ReadOnlyMemory<byte> Wire => _wire ??= Encode();

    byte[] Encode()
    {
        var buffer = new ArrayBufferWriter<byte>(320 + Data.Length);
        using var writer = new Utf8JsonWriter(buffer, FactJson.Writing);
        writer.WriteStartObject();
        writer.WriteNumber("position"u8, Position.Value);
        writer.WritePropertyName("at"u8);
        InstantConverter.Write(writer, At);
        writer.WritePropertyName("effectiveAt"u8);
        InstantConverter.Write(writer, EffectiveAt);
        writer.WriteString("projectId"u8, ProjectId.Value);
        if (ActorId == UserId.Local)
            writer.WriteString("actorId"u8, "local"u8);
        else
            writer.WriteString("actorId"u8, ActorId.Value);
        writer.WriteString("type"u8, Type);
        writer.WriteString("subjectId"u8, SubjectId);
        writer.WritePropertyName("data"u8);
        writer.WriteRawValue(Data.Span, skipInputValidation: true);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
