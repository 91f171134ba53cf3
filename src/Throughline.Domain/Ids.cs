using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using NodaTime;
using Throughline.Domain.Json;

namespace Throughline.Domain;

/// <summary>An identity: a UUIDv7, so that ids sort by the moment they were made.</summary>
public interface IId<TSelf> where TSelf : struct, IId<TSelf>
{
    Guid Value { get; }

    static abstract TSelf Of(Guid value);
}

/// <summary>Identity of a project.</summary>
[JsonConverter(typeof(IdConverter<ProjectId>))]
public readonly record struct ProjectId(Guid Value) : IId<ProjectId>
{
    public static ProjectId Of(Guid value) => new(value);
    public static ProjectId New(Instant now) => Ids.New<ProjectId>(now);
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identity of a story.</summary>
[JsonConverter(typeof(IdConverter<StoryId>))]
public readonly record struct StoryId(Guid Value) : IId<StoryId>
{
    public static StoryId Of(Guid value) => new(value);
    public static StoryId New(Instant now) => Ids.New<StoryId>(now);
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identity of a task.</summary>
[JsonConverter(typeof(IdConverter<TaskId>))]
public readonly record struct TaskId(Guid Value) : IId<TaskId>
{
    public static TaskId Of(Guid value) => new(value);

    /// <param name="now">When it is made.</param>
    /// <param name="ordinal">Its place among those made at the same moment.</param>
    public static TaskId New(Instant now, int ordinal = 0) => Ids.New<TaskId>(now, ordinal);

    public override string ToString() => Value.ToString("D");
}

/// <summary>Identity of a worker's session: one run of a program, or one sitting of a person, that claims tasks.</summary>
[JsonConverter(typeof(IdConverter<WorkerSessionId>))]
public readonly record struct WorkerSessionId(Guid Value) : IId<WorkerSessionId>
{
    public static WorkerSessionId Of(Guid value) => new(value);
    public static WorkerSessionId New(Instant now) => Ids.New<WorkerSessionId>(now);
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identity of a base item: a kind of thing.</summary>
[JsonConverter(typeof(IdConverter<BaseItemId>))]
public readonly record struct BaseItemId(Guid Value) : IId<BaseItemId>
{
    public static BaseItemId Of(Guid value) => new(value);
    public static BaseItemId New(Instant now) => Ids.New<BaseItemId>(now);
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identity of an item: one thing.</summary>
[JsonConverter(typeof(IdConverter<ItemId>))]
public readonly record struct ItemId(Guid Value) : IId<ItemId>
{
    public static ItemId Of(Guid value) => new(value);
    public static ItemId New(Instant now) => Ids.New<ItemId>(now);
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identity of a transfer of an item.</summary>
[JsonConverter(typeof(IdConverter<TransferId>))]
public readonly record struct TransferId(Guid Value) : IId<TransferId>
{
    public static TransferId Of(Guid value) => new(value);

    /// <param name="now">When it is recorded.</param>
    /// <param name="ordinal">Its place among those of one hand-over.</param>
    public static TransferId New(Instant now, int ordinal = 0) => Ids.New<TransferId>(now, ordinal);

    public override string ToString() => Value.ToString("D");
}

/// <summary>Identity of a saved view.</summary>
[JsonConverter(typeof(IdConverter<ViewId>))]
public readonly record struct ViewId(Guid Value) : IId<ViewId>
{
    public static ViewId Of(Guid value) => new(value);
    public static ViewId New(Instant now) => Ids.New<ViewId>(now);
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identity of an invitation into a project.</summary>
[JsonConverter(typeof(IdConverter<InvitationId>))]
public readonly record struct InvitationId(Guid Value) : IId<InvitationId>
{
    public static InvitationId Of(Guid value) => new(value);
    public static InvitationId New(Instant now) => Ids.New<InvitationId>(now);
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identity of an access token.</summary>
[JsonConverter(typeof(IdConverter<TokenId>))]
public readonly record struct TokenId(Guid Value) : IId<TokenId>
{
    public static TokenId Of(Guid value) => new(value);
    public static TokenId New(Instant now) => Ids.New<TokenId>(now);
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identity of a sign-in: one browser in which a person is signed in.</summary>
[JsonConverter(typeof(IdConverter<SignInId>))]
public readonly record struct SignInId(Guid Value) : IId<SignInId>
{
    public static SignInId Of(Guid value) => new(value);
    public static SignInId New(Instant now) => Ids.New<SignInId>(now);
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identity of a passkey.</summary>
[JsonConverter(typeof(IdConverter<PasskeyId>))]
public readonly record struct PasskeyId(Guid Value) : IId<PasskeyId>
{
    public static PasskeyId Of(Guid value) => new(value);
    public static PasskeyId New(Instant now) => Ids.New<PasskeyId>(now);
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identity of a person or program that acts.</summary>
[JsonConverter(typeof(IdConverter<UserId>))]
public readonly record struct UserId(Guid Value) : IId<UserId>
{
    /// <summary>The word that stands for <see cref="Local"/> outside the database.</summary>
    public const string LocalName = "local";

    /// <summary>Nobody in particular: the server itself, and whoever used it before it had accounts.</summary>
    public static UserId Local => default;

    public static UserId Of(Guid value) => new(value);
    public static UserId New(Instant now) => Ids.New<UserId>(now);
    public override string ToString() => this == Local ? LocalName : Value.ToString("D");
}

/// <summary>Making and reading ids.</summary>
public static class Ids
{
    const int StepsPerMillisecond = 4096;

    /// <summary>
    /// A UUIDv7 whose first 12 bits after the millisecond go on counting time (RFC 9562, section 6.2, method 3), so that what one
    /// request makes sorts in the order it was given.
    /// </summary>
    /// <param name="now">When it is made.</param>
    /// <param name="ordinal">Its place among those made at the same moment; each is a 4096th of a millisecond later.</param>
    public static TId New<TId>(Instant now, int ordinal = 0) where TId : struct, IId<TId>
    {
        var (milliseconds, ticks) = Math.DivRem(now.ToUnixTimeTicks(), NodaConstants.TicksPerMillisecond);
        var steps = ticks * StepsPerMillisecond / NodaConstants.TicksPerMillisecond + ordinal;
        var id = Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds + steps / StepsPerMillisecond));
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x7000 | (steps % StepsPerMillisecond)));
        return TId.Of(new Guid(bytes, bigEndian: true));
    }

    /// <summary>Reads the 36-character form, and for users also <c>local</c>.</summary>
    public static bool TryParse<TId>([NotNullWhen(true)] string? text, out TId id) where TId : struct, IId<TId>
    {
        if (typeof(TId) == typeof(UserId) && text == UserId.LocalName)
        {
            id = TId.Of(Guid.Empty);
            return true;
        }
        // The parser also takes spaces around it and signs and "0x" within; an id has one spelling, but for capitals.
        Span<char> spelt = stackalloc char[36];
        var read = Guid.TryParseExact(text, "D", out var value) && value != Guid.Empty
            && value.TryFormat(spelt, out _, "D") && ((ReadOnlySpan<char>)spelt).Equals(text, StringComparison.OrdinalIgnoreCase);
        id = read ? TId.Of(value) : default;
        return read;
    }
}
