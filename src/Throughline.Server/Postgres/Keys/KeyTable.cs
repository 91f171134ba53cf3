using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace Throughline.Server.Postgres.Keys;

/// <summary>The keys' table. All of an instance's keys are encrypted under one master key.</summary>
sealed class KeyTable(NpgsqlDataSource dataSource) : IXmlRepository
{
    const string ReadSql = "SELECT xml FROM data_protection_keys ORDER BY id";

    const string MastersSql = "SELECT DISTINCT master_id FROM data_protection_keys WHERE master_id IS NOT NULL";

    const string LockSql = "LOCK TABLE data_protection_keys IN SHARE ROW EXCLUSIVE MODE";

    const string StoreSql = """
        INSERT INTO data_protection_keys (name, xml, master_id)
        SELECT $1, $2, $3
        WHERE NOT EXISTS (SELECT FROM data_protection_keys WHERE master_id <> $3)
        """;

    const string ResealSql = "SELECT id, xml FROM data_protection_keys WHERE master_id IS NOT NULL ORDER BY id";

    const string ReplaceSql = "UPDATE data_protection_keys SET xml = $2, master_id = $3 WHERE id = $1";

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var read = dataSource.CreateCommand(ReadSql);
        using var row = read.ExecuteReader();
        var elements = new List<XElement>();
        while (row.Read())
            elements.Add(XElement.Parse(row.GetString(0)));
        return elements;
    }

    // Two new nodes with key files of their own shall not both begin: each could read half of what is encrypted.
    public void StoreElement(XElement element, string friendlyName)
    {
        using var connection = dataSource.OpenConnection();
        using var transaction = connection.BeginTransaction();
        Run(connection, LockSql);
        if (Run(connection, StoreSql, friendlyName, element.ToString(SaveOptions.DisableFormatting), Text(SealedXml.MasterOf(element))) == 0)
            throw new InvalidOperationException("The instance's keys are encrypted under another master key: give this node the key file that the others have.");
        transaction.Commit();
    }

    /// <summary>The master keys that the keys are encrypted under: one, or none when there are no keys.</summary>
    public async Task<IReadOnlyList<string>> MastersAsync(CancellationToken cancellation)
    {
        await using var read = dataSource.CreateCommand(MastersSql);
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var masters = new List<string>();
        while (await row.ReadAsync(cancellation))
            masters.Add(row.GetString(0));
        return masters;
    }

    /// <summary>Encrypts every key anew under another master key, all or none.</summary>
    /// <returns>How many.</returns>
    public int Reseal(MasterKeyFile file, MasterKey next)
    {
        using var connection = dataSource.OpenConnection();
        using var transaction = connection.BeginTransaction();
        Run(connection, LockSql);
        var keys = new List<(long Id, XElement Xml)>();
        using (var read = new NpgsqlCommand(ResealSql, connection))
        using (var row = read.ExecuteReader())
            while (row.Read())
                keys.Add((row.GetInt64(0), XElement.Parse(row.GetString(1))));
        foreach (var (id, xml) in keys)
        {
            foreach (var element in SealedXml.In(xml).ToList())
                element.ReplaceWith(SealedXml.Seal(SealedXml.Open(element, file), next));
            Run(connection, ReplaceSql, id, xml.ToString(SaveOptions.DisableFormatting), next.Id);
        }
        transaction.Commit();
        return keys.Count;
    }

    static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text };

    static int Run(NpgsqlConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        return command.ExecuteNonQuery();
    }
}
