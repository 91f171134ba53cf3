using Throughline.Domain;

namespace Throughline.Server.Followers.Statistics.Channels;

/// <summary>One message to every reader of a channel.</summary>
/// <param name="Sequence">Grows by one with each frame; to be given back for the next one.</param>
/// <param name="Position">The journal's position that the frame is true at.</param>
/// <param name="Data">The whole event's data as UTF-8 JSON in one line, encoded once for all readers.</param>
public readonly record struct StatisticsFrame(long Sequence, Position Position, ReadOnlyMemory<byte> Data);
