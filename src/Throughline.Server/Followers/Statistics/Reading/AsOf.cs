using NodaTime;
using Throughline.Domain;

namespace Throughline.Server.Followers.Statistics.Reading;

/// <summary>A place in the journal up to which facts count.</summary>
/// <param name="Position">The last one that counts; 0: none does.</param>
/// <param name="Second">In which it was committed (since 1970).</param>
readonly record struct AsOf(Position Position, long Second);

/// <summary>The same as it is asked for: by position, or by time.</summary>
readonly record struct AskedAt(long Position, Instant? Time);
