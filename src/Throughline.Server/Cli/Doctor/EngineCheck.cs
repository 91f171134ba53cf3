using System.Globalization;
using Throughline.Server.Postgres;

namespace Throughline.Server.Cli.Doctor;

/// <summary>Which PostgreSQL answers.</summary>
static class EngineCheck
{
    public static Finding Run(PostgresEngine engine)
    {
        var version = string.Create(CultureInfo.InvariantCulture, $"PostgreSQL {engine.Version / 10_000}.{engine.Version % 10_000}");
        return Finding.Ok("engine", engine.IsEmbedded ? $"{version}, embedded" : version);
    }
}
