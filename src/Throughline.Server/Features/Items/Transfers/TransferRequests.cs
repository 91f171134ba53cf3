using System.ComponentModel.DataAnnotations;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Items;

namespace Throughline.Server.Features.Items.Transfers;

/// <summary>Items that are handed over to one person in one step.</summary>
public sealed record TransferItemsRequest
{
    /// <summary>The project they are in; may be left out while there is exactly one.</summary>
    public ProjectId? ProjectId { get; init; }

    /// <summary>The items, 1 to 1,000, each once.</summary>
    [Length(1, TransferItem.ItemCount)]
    public required IReadOnlyList<ItemId> ItemIds { get; init; }

    /// <summary>Who receives them: a worker, member or owner of the project.</summary>
    public required UserId OwnerId { get; init; }

    /// <summary>From when on they hold them; it may lie in the past. Left out: from now on, or from when they accept them.</summary>
    public Instant? At { get; init; }

    /// <summary>Whether they are to accept each first. Until then whoever holds it goes on holding it.</summary>
    public bool Awaits { get; init; }
}

/// <summary>One item that is handed over.</summary>
public sealed record TransferLineRequest
{
    /// <summary>The project it is in; may be left out while there is exactly one.</summary>
    public ProjectId? ProjectId { get; init; }

    /// <summary>The item.</summary>
    public required ItemId ItemId { get; init; }

    /// <summary>Who receives it: a worker, member or owner of the project.</summary>
    public required UserId OwnerId { get; init; }

    /// <summary>From when on they hold it; it may lie in the past. Left out: from now on, or from when they accept it.</summary>
    public Instant? At { get; init; }

    /// <summary>Whether they are to accept it first. Until then whoever holds it goes on holding it.</summary>
    public bool Awaits { get; init; }

    internal TransferItem ToCommand(ProjectId project, Instant now) => new(TransferId.New(now), project, ItemId, OwnerId, At, Awaits);
}

/// <summary>Why somebody does not take what they were handed.</summary>
public sealed record RefuseTransferRequest
{
    /// <summary>One line, 1 to 500 characters.</summary>
    [StringLength(InputRules.TitleLength, MinimumLength = 1)]
    public required string? Reason { get; init; }
}

/// <summary>What becomes of transfers, in one step.</summary>
public sealed record SettleTransfersRequest
{
    /// <summary>The project they are in; may be left out while there is exactly one.</summary>
    public ProjectId? ProjectId { get; init; }

    /// <summary>The transfers, 1 to 1,000, each of another item.</summary>
    [Length(1, TransferItem.ItemCount)]
    public required IReadOnlyList<TransferId> TransferIds { get; init; }

    /// <summary>What becomes of them: Accepted, Refused, Recalled or Corrected.</summary>
    public required TransferStatus Status { get; init; }

    /// <summary>Why: one line, at most 500 characters. Whoever refuses says it.</summary>
    [StringLength(InputRules.TitleLength, MinimumLength = 1)]
    public string? Reason { get; init; }
}

/// <summary>What a transfer should have been.</summary>
public sealed record CorrectTransferRequest
{
    /// <summary>The right receiver; left out: that was right.</summary>
    public UserId? OwnerId { get; init; }

    /// <summary>The right moment; left out: that was right.</summary>
    public Instant? At { get; init; }

    /// <summary>It was no transfer at all: nothing stands in its place.</summary>
    public bool IsVoid { get; init; }

    /// <summary>Why: one line, at most 500 characters.</summary>
    [StringLength(InputRules.TitleLength, MinimumLength = 1)]
    public string? Reason { get; init; }

    internal CorrectTransfer ToCommand(TransferId id, Instant now) => new(id, TransferId.New(now), OwnerId, At, IsVoid, Reason);
}
