namespace Throughline.Server.Cli.Settings;

/// <summary>A variable of the environment or of a `.env` file.</summary>
public sealed record Variable(string Name, string Value, string Origin);
