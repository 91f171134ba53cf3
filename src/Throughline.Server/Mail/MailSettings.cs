namespace Throughline.Server.Mail;

/// <summary>The server that mail is sent through. Without one no mail is sent, and links are shown to whoever may pass them on.</summary>
public sealed record MailSettings
{
    public const string Section = "Mail";

    /// <summary>Name of the SMTP server; empty: there is none.</summary>
    public string? Host { get; init; }

    /// <summary>Its port for submission.</summary>
    public int Port { get; init; } = 587;

    /// <summary>How what is sent is kept from others' eyes on the way to it. TLS from the first byte (port 465) is not spoken.</summary>
    public MailSecurity Security { get; init; } = MailSecurity.StartTls;

    /// <summary>Whom it knows this server by; empty: it asks for nothing.</summary>
    public string? User { get; init; }

    /// <summary>The user's password there.</summary>
    public string? Password { get; init; }

    /// <summary>The address that letters come from, perhaps with a name: Throughline &lt;throughline@example.com&gt;.</summary>
    public string? From { get; init; }

    /// <summary>The pause before a letter that could not be sent is tried again; those after it are longer: 6, 24 and 120 times as long.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>How a conversation with the mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>Not at all: for a server on this machine or in a network of one's own.</summary>
    None,

    /// <summary>TLS before anything is said that others should not hear; a server that can't is not used.</summary>
    StartTls,
}
