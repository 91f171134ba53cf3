using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Throughline.Server.Postgres;

/// <summary>One numbered step of the schema: the file Migrations/NNNN_name.sql. Once released it never changes.</summary>
public sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>Of the text with \n as line ends, so that a checkout's line ends do not count as a change.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>The steps that this program brings, in order.</summary>
    public static IReadOnlyList<Migration> Shipped { get; } = [.. ReadShipped().OrderBy(step => step.Number)];

    public override string ToString() => $"{Number:0000}_{Name}";

    static IEnumerable<Migration> ReadShipped()
    {
        const string Folder = "Throughline.Server.Postgres.Migrations.";
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var file = resource[Folder.Length..^".sql".Length];
            var end = file.IndexOf('_', StringComparison.Ordinal);
            yield return new Migration(int.Parse(file.AsSpan(0, end), CultureInfo.InvariantCulture), file[(end + 1)..], reader.ReadToEnd());
        }
    }
}

/// <summary>Where one step stands in a database.</summary>
/// <param name="AppliedAt">Null: not applied yet.</param>
public sealed record MigrationStatus(int Number, string Name, DateTime? AppliedAt);
