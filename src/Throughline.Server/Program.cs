namespace Throughline.Server;

/// <summary>The one program. It lists the stages in the order in which data walks through them.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) => Task.FromResult(0);
}
