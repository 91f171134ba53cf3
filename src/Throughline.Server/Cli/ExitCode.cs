namespace Throughline.Server.Cli;

/// <summary>What the program tells the shell that started it.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>It was asked the right thing and could not do it.</summary>
    public const int Failed = 1;

    /// <summary>It was asked the wrong thing: an unknown verb or option, a setting that can't be read.</summary>
    public const int BadUsage = 2;
}
