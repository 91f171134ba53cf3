using System.Collections;

namespace Throughline.Server.Cli;

/// <summary>What surrounds a run: where it writes, which folder it stands in, which variables it was given.</summary>
public sealed record Shell(
    TextWriter Out,
    TextWriter Error,
    string Folder,
    IReadOnlyDictionary<string, string> Variables,
    bool OutputIsTerminal)
{
    public static Shell OfThisProcess() => new(
        Console.Out,
        Console.Error,
        Directory.GetCurrentDirectory(),
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal),
        !Console.IsOutputRedirected);
}
