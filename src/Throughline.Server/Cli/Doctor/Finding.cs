namespace Throughline.Server.Cli.Doctor;

public enum Verdict
{
    Ok,
    Warn,
    Fail,
}

/// <summary>What one check found, and what to do about it when it isn't well.</summary>
public sealed record Finding(Verdict Verdict, string Subject, string Message, string? Advice = null)
{
    public static Finding Ok(string subject, string message) => new(Verdict.Ok, subject, message);
    public static Finding Warn(string subject, string message, string advice) => new(Verdict.Warn, subject, message, advice);
    public static Finding Fail(string subject, string message, string advice) => new(Verdict.Fail, subject, message, advice);
}
