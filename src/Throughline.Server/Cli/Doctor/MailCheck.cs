using System.Net.Sockets;
using System.Text;
using Throughline.Server.Mail;

namespace Throughline.Server.Cli.Doctor;

/// <summary>Whether the mail server is there and greets. No letter is sent, and nobody is named to it.</summary>
static class MailCheck
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>Null: mail is not set up, which is well.</returns>
    public static async Task<Finding?> RunAsync(MailSettings settings, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(settings.Host))
            return null;
        var server = $"{settings.Host}:{settings.Port}";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(settings.Host, settings.Port, patience.Token);
            using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
            return await reader.ReadLineAsync(patience.Token) is ['2', '2', '0', ..]
                ? Finding.Ok("mail", $"{server} greets")
                : Finding.Warn("mail", $"{server} answers, but not as a mail server does", "Port 587 with Mail:Security StartTls is usual; TLS from the first byte (465) is not spoken.");
        }
        catch (Exception e) when (e is SocketException or IOException || e is OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return Finding.Warn("mail", $"{server} can't be reached: {(e is OperationCanceledException ? "no answer" : e.Message)}",
                "Correct Mail:Host and Mail:Port, or start the mail server. Until then letters are tried again a few times and then given up.");
        }
    }
}
