using System.Net;
using System.Net.Mail;
using System.Text;

namespace Throughline.Server.Mail;

/// <summary>Hands letters to the SMTP server, one conversation for each.</summary>
public sealed class Postman(MailSettings settings)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <returns>Why it was not taken; null: it was.</returns>
    public async Task<Trouble?> SendAsync(Letter letter, CancellationToken cancellation)
    {
        // What the address rule lets through and mail has no word for, such as brackets.
        if (!MailAddress.TryCreate(letter.To, out var to) || to.Address != letter.To)
            return new Trouble("the address is none that mail knows", IsFinal: true, IsOfOneLetter: true);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            using var client = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.Security == MailSecurity.StartTls };
            if (!string.IsNullOrEmpty(settings.User))
                client.Credentials = new NetworkCredential(settings.User, settings.Password);
            using var message = Message(letter, to);
            await client.SendMailAsync(message, patience.Token);
            return null;
        }
        // It names who can't be reached, which no log should.
        catch (SmtpFailedRecipientException e)
        {
            return new Trouble($"the server refuses the address ({(int)e.StatusCode})", IsFinal: (int)e.StatusCode >= 500, IsOfOneLetter: true);
        }
        catch (SmtpException e)
        {
            return new Trouble(e.InnerException is { } inner ? $"{e.Message} {inner.Message}" : e.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Trouble($"it did not answer within {Patience.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException or InvalidOperationException)
        {
            return new Trouble(e.Message);
        }
    }

    MailMessage Message(Letter letter, MailAddress to)
    {
        var message = new MailMessage
        {
            From = new MailAddress(settings.From!),
            Subject = letter.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = letter.Text,
            BodyEncoding = Encoding.UTF8,
        };
        message.To.Add(to);
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(letter.Html, Encoding.UTF8, "text/html"));
        // Nobody's holiday note answers a machine (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}

/// <summary>Why a letter was not taken.</summary>
/// <param name="Why">For the operator; it tells no address.</param>
/// <param name="IsFinal">To try again would change nothing.</param>
/// <param name="IsOfOneLetter">Others may be taken all the same.</param>
public sealed record Trouble(string Why, bool IsFinal = false, bool IsOfOneLetter = false);
