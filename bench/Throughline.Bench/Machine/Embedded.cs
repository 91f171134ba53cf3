using System.Reflection;

namespace Throughline.Bench.Machine;

/// <summary>The scripts that this program carries.</summary>
static class Embedded
{
    public static string Text(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException($"There is no script {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
