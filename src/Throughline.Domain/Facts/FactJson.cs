using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Throughline.Domain.Json;

namespace Throughline.Domain.Facts;

/// <summary>
/// The written form of facts: what stands in the journal's <c>data</c> and in live frames, byte for byte the same.
/// A type that was ever written stays readable here for ever: a member that is added later has a default,
/// and so has one that may be null, because nulls are not written.
/// </summary>
public static class FactJson
{
    static readonly FrozenDictionary<string, JsonTypeInfo> ByName = new Dictionary<string, JsonTypeInfo>(StringComparer.Ordinal)
    {
        [ProjectCreated.TypeName] = FactJsonContext.Default.ProjectCreated,
        [ProjectEdited.TypeName] = FactJsonContext.Default.ProjectEdited,
        [ProjectDeleted.TypeName] = FactJsonContext.Default.ProjectDeleted,
        [StoryCreated.TypeName] = FactJsonContext.Default.StoryCreated,
        [StoryEdited.TypeName] = FactJsonContext.Default.StoryEdited,
        [StoryMoved.Started] = FactJsonContext.Default.StoryMoved,
        [StoryMoved.Completed] = FactJsonContext.Default.StoryMoved,
        [StoryMoved.Reopened] = FactJsonContext.Default.StoryMoved,
        [StoryMoved.Unstarted] = FactJsonContext.Default.StoryMoved,
        [StoryRanked.TypeName] = FactJsonContext.Default.StoryRanked,
        [StoryDeleted.TypeName] = FactJsonContext.Default.StoryDeleted,
        [TaskCreated.TypeName] = FactJsonContext.Default.TaskCreated,
        [TaskEdited.TypeName] = FactJsonContext.Default.TaskEdited,
        [TaskMoved.Started] = FactJsonContext.Default.TaskMoved,
        [TaskMoved.Completed] = FactJsonContext.Default.TaskMoved,
        [TaskMoved.Reopened] = FactJsonContext.Default.TaskMoved,
        [TaskMoved.Unstarted] = FactJsonContext.Default.TaskMoved,
        [TaskClaimed.TypeName] = FactJsonContext.Default.TaskClaimed,
        [TaskReleased.TypeName] = FactJsonContext.Default.TaskReleased,
        [TaskExpired.TypeName] = FactJsonContext.Default.TaskExpired,
        [TaskSetAside.TypeName] = FactJsonContext.Default.TaskSetAside,
        [TaskRequeued.TypeName] = FactJsonContext.Default.TaskRequeued,
        [TaskDeleted.TypeName] = FactJsonContext.Default.TaskDeleted,
        [UserCreated.TypeName] = FactJsonContext.Default.UserCreated,
        [UserEdited.TypeName] = FactJsonContext.Default.UserEdited,
        [UserErased.TypeName] = FactJsonContext.Default.UserErased,
        [AccountEdited.TypeName] = FactJsonContext.Default.AccountEdited,
        [UserSignedIn.TypeName] = FactJsonContext.Default.UserSignedIn,
        [UserSignInRenewed.TypeName] = FactJsonContext.Default.UserSignInRenewed,
        [UserSignedOut.TypeName] = FactJsonContext.Default.UserSignedOut,
        [FactorAdded.TypeName] = FactJsonContext.Default.FactorAdded,
        [FactorRemoved.TypeName] = FactJsonContext.Default.FactorRemoved,
        [SignInsFailed.TypeName] = FactJsonContext.Default.SignInsFailed,
        [TokenCreated.TypeName] = FactJsonContext.Default.TokenCreated,
        [TokenRevoked.TypeName] = FactJsonContext.Default.TokenRevoked,
        [LabelColored.TypeName] = FactJsonContext.Default.LabelColored,
        [ViewCreated.TypeName] = FactJsonContext.Default.ViewCreated,
        [ViewEdited.TypeName] = FactJsonContext.Default.ViewEdited,
        [ViewDeleted.TypeName] = FactJsonContext.Default.ViewDeleted,
        [BaseItemCreated.TypeName] = FactJsonContext.Default.BaseItemCreated,
        [BaseItemEdited.TypeName] = FactJsonContext.Default.BaseItemEdited,
        [BaseItemDeleted.TypeName] = FactJsonContext.Default.BaseItemDeleted,
        [ItemCreated.TypeName] = FactJsonContext.Default.ItemCreated,
        [ItemEdited.TypeName] = FactJsonContext.Default.ItemEdited,
        [ItemTransferred.TypeName] = FactJsonContext.Default.ItemTransferred,
        [TransferAccepted.TypeName] = FactJsonContext.Default.TransferAccepted,
        [TransferRefused.TypeName] = FactJsonContext.Default.TransferRefused,
        [TransferRecalled.TypeName] = FactJsonContext.Default.TransferRecalled,
        [TransferCorrected.TypeName] = FactJsonContext.Default.TransferCorrected,
        [TransferReordered.TypeName] = FactJsonContext.Default.TransferReordered,
        [MemberAdded.TypeName] = FactJsonContext.Default.MemberAdded,
        [MemberEdited.TypeName] = FactJsonContext.Default.MemberEdited,
        [MemberRemoved.TypeName] = FactJsonContext.Default.MemberRemoved,
        [MemberInvited.TypeName] = FactJsonContext.Default.MemberInvited,
        [InvitationRevoked.TypeName] = FactJsonContext.Default.InvitationRevoked,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Texts as they are, not escaped for HTML: the JSON is never part of a page.</summary>
    public static JsonWriterOptions Writing { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Every fact type's name.</summary>
    public static IReadOnlyCollection<string> TypeNames => ByName.Keys;

    public static void Write(Utf8JsonWriter writer, FactData data) => JsonSerializer.Serialize(writer, data, ByName[data.Type]);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">The type is unknown (a newer program wrote it) or the data is not of that type.</exception>
    public static FactData Read(string type, ReadOnlySpan<byte> utf8)
    {
        if (!ByName.TryGetValue(type, out var info))
            throw new JsonException($"The fact type {type} is unknown to this version.");
        var data = (FactData?)JsonSerializer.Deserialize(utf8, info) ?? throw new JsonException($"The data of a {type} fact is null.");
        return data.Type == type ? data : throw new JsonException($"The data of a {type} fact is that of a {data.Type} fact.");
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(InstantConverter)],
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ProjectCreated))]
[JsonSerializable(typeof(ProjectEdited))]
[JsonSerializable(typeof(ProjectDeleted))]
[JsonSerializable(typeof(StoryCreated))]
[JsonSerializable(typeof(StoryEdited))]
[JsonSerializable(typeof(StoryMoved))]
[JsonSerializable(typeof(StoryRanked))]
[JsonSerializable(typeof(StoryDeleted))]
[JsonSerializable(typeof(TaskCreated))]
[JsonSerializable(typeof(TaskEdited))]
[JsonSerializable(typeof(TaskMoved))]
[JsonSerializable(typeof(TaskClaimed))]
[JsonSerializable(typeof(TaskReleased))]
[JsonSerializable(typeof(TaskExpired))]
[JsonSerializable(typeof(TaskSetAside))]
[JsonSerializable(typeof(TaskRequeued))]
[JsonSerializable(typeof(TaskDeleted))]
[JsonSerializable(typeof(UserCreated))]
[JsonSerializable(typeof(UserEdited))]
[JsonSerializable(typeof(UserErased))]
[JsonSerializable(typeof(AccountEdited))]
[JsonSerializable(typeof(UserSignedIn))]
[JsonSerializable(typeof(UserSignInRenewed))]
[JsonSerializable(typeof(UserSignedOut))]
[JsonSerializable(typeof(FactorAdded))]
[JsonSerializable(typeof(FactorRemoved))]
[JsonSerializable(typeof(SignInsFailed))]
[JsonSerializable(typeof(TokenCreated))]
[JsonSerializable(typeof(TokenRevoked))]
[JsonSerializable(typeof(LabelColored))]
[JsonSerializable(typeof(ViewCreated))]
[JsonSerializable(typeof(ViewEdited))]
[JsonSerializable(typeof(ViewDeleted))]
[JsonSerializable(typeof(BaseItemCreated))]
[JsonSerializable(typeof(BaseItemEdited))]
[JsonSerializable(typeof(BaseItemDeleted))]
[JsonSerializable(typeof(ItemCreated))]
[JsonSerializable(typeof(ItemEdited))]
[JsonSerializable(typeof(ItemTransferred))]
[JsonSerializable(typeof(TransferAccepted))]
[JsonSerializable(typeof(TransferRefused))]
[JsonSerializable(typeof(TransferRecalled))]
[JsonSerializable(typeof(TransferCorrected))]
[JsonSerializable(typeof(TransferReordered))]
[JsonSerializable(typeof(MemberAdded))]
[JsonSerializable(typeof(MemberEdited))]
[JsonSerializable(typeof(MemberRemoved))]
[JsonSerializable(typeof(MemberInvited))]
[JsonSerializable(typeof(InvitationRevoked))]
sealed partial class FactJsonContext : JsonSerializerContext;
