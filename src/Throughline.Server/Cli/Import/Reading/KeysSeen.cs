using System.Security.Cryptography;
using System.Text;

namespace Throughline.Server.Cli.Import.Reading;

/// <summary>
/// Which keys a file has had, and where. It keeps a hash of each, not the key, so that a row costs a few dozen bytes however long the
/// keys are.
/// </summary>
sealed class KeysSeen
{
    readonly Dictionary<UInt128, int> _lines = [];

    /// <returns>The line that had it before; null: it is the first.</returns>
    public int? Add(string key, long line)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        var short128 = System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
        if (_lines.TryGetValue(short128, out var first))
            return first;
        _lines.Add(short128, (int)line);
        return null;
    }
}
