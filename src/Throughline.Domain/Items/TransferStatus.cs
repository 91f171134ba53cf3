using System.Text.Json.Serialization;
using Throughline.Domain.Json;

namespace Throughline.Domain.Items;

/// <summary>What became of a transfer. The numbers are stored.</summary>
[JsonConverter(typeof(NameConverter<TransferStatus>))]
public enum TransferStatus : short
{
    /// <summary>The receiver was not heard yet: the giver holds.</summary>
    Awaiting = 0,

    /// <summary>It counts.</summary>
    Accepted = 1,

    Refused = 2,
    Recalled = 3,

    /// <summary>It was recorded wrongly and does not count any more.</summary>
    Corrected = 4,
}
