using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Throughline.Server.Postgres.Keys;

/// <summary>Puts new keys in the place of those there are.</summary>
public sealed class KeyRotation
{
    readonly IKeyManager _keys;
    readonly KeyTable _table;
    readonly MasterKeyFile _file;
    readonly TimeSpan _lifetime;

    internal KeyRotation(IKeyManager keys, KeyTable table, MasterKeyFile file, IOptions<KeyManagementOptions> options) =>
        (_keys, _table, _file, _lifetime) = (keys, table, file, options.Value.NewKeyLifetime);

    /// <summary>A key for what is encrypted from soon on.</summary>
    public (Guid Id, DateTimeOffset From) Rotate()
    {
        Check();
        var from = TimeProvider.System.GetUtcNow() + KeyRing.Spreads;
        return (_keys.CreateNewKey(from, from + _lifetime).KeyId, from);
    }

    /// <summary>A master key, under which every key is encrypted anew. The keys stay what they are.</summary>
    /// <returns>How many, and the file that now has the master key.</returns>
    public (int Count, string File) RotateMaster()
    {
        Check();
        // In this order: when it stops half-way, the file that the keys in the database need is there under one name or the other.
        var next = _file.Prepare();
        var count = _table.Reseal(_file, next);
        _file.Complete();
        return (count, _file.Path);
    }

    void Check()
    {
        foreach (var master in _table.MastersAsync(CancellationToken.None).GetAwaiter().GetResult())
            if (_file.Find(master) is null)
                throw new StartupException($"The keys are encrypted under the master key {master}, and {_file.Path} is not its file.");
    }
}
