using Throughline.Server.Tests.Mail;

namespace Throughline.Web.Tests;

/// <summary>The real program, which sends mail, and the mail server that takes it.</summary>
public sealed class MailingServer : IAsyncDisposable
{
    readonly MailServer _mail = new();
    RunningServer? _server;

    internal MailServer Mail => _mail;

    public RunningServer Server => _server ??= new RunningServer
    {
        Variables = [.. _mail.Settings.Select(s => ("THROUGHLINE_" + s.Name.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant(), s.Value))],
    };

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        await _mail.DisposeAsync();
    }
}
