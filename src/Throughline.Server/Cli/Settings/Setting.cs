namespace Throughline.Server.Cli.Settings;

/// <summary>A value somebody set, and where: `Postgres:PoolSize`, `32`, `.env line 4`.</summary>
public sealed record Setting(string Key, string Value, string Origin);
