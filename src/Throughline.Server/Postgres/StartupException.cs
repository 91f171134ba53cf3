namespace Throughline.Server.Postgres;

/// <summary>The server can't start or go on. The message is one line that says what happened and what to do; it is all that is shown.</summary>
public sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner);
