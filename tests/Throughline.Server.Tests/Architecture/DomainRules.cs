namespace Throughline.Server.Tests.Architecture;

/// <summary>The domain is pure: it decides from what it is given. (System.Environment is not listed: every iterator asks it for its thread.)</summary>
static class DomainRules
{
    static readonly string[] Outside =
    [
        "System.IO", "System.Net", "System.Data", "System.Diagnostics.Process", "System.Console",
        "System.Threading.Thread", "System.Threading.Timer", "System.Threading.Tasks.Task", "System.Random",
    ];

    /// <summary>In memory nothing goes in or out.</summary>
    static readonly string[] InMemory = ["System.IO.MemoryStream", "System.IO.StringReader", "System.IO.StringWriter", "System.IO.TextReader", "System.IO.TextWriter", "System.IO.Stream"];

    public static bool DoesInputOrOutput(Type type)
    {
        var name = type.FullName ?? "";
        return !InMemory.Contains(name) && Outside.Any(outside => name == outside || name.StartsWith(outside + ".", StringComparison.Ordinal));
    }
}
