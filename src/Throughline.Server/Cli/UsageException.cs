namespace Throughline.Server.Cli;

/// <summary>What was asked for can't be read or isn't allowed. The message is one line that says what and what to do; exit code 2.</summary>
public sealed class UsageException(string message, Exception? inner = null) : Exception(message, inner);
