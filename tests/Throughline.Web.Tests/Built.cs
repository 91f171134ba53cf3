using System.Runtime.CompilerServices;

namespace Throughline.Web.Tests;

/// <summary>Which build of the program is tested: the one that THROUGHLINE_PROGRAM names, such as the published one, else what was built beside the tests.</summary>
static class Built
{
    const string Variable = "THROUGHLINE_PROGRAM";

    public static string Program
    {
        get => Environment.GetEnvironmentVariable(Variable)!;
        set => Environment.SetEnvironmentVariable(Variable, value);
    }

    /// <summary>The folder of the published program; null: another one is tested.</summary>
    public static string? Published => Directory.Exists(Path.Combine(Path.GetDirectoryName(Program)!, "postgres")) ? Path.GetDirectoryName(Program) : null;

    [ModuleInitializer]
    internal static void Choose()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 }) return;
        var here = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        Program = Path.Combine(here, "..", "..", "Throughline.Server", Path.GetFileName(here), "Throughline.Server");
    }
}
