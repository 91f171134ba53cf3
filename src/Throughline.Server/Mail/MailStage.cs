using System.Net.Mail;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Postgres;

namespace Throughline.Server.Mail;

/// <summary>Puts the sending of mail together.</summary>
public static class MailStage
{
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = configuration.GetSection(MailSettings.Section).Get<MailSettings>() ?? new MailSettings();
        services.AddSingleton(settings);
        services.AddSingleton<Postman>();
        services.AddSingleton<LetterThrottle>();
        services.AddSingleton<Outbox>();
        services.AddHostedService(s => s.GetRequiredService<Outbox>());
        services.AddHostedService<MailCheck>();
        return services;
    }

    /// <summary>Half a set-up would be found out by somebody who waits for a letter.</summary>
    sealed class MailCheck(MailSettings settings, PublicAddress address) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            if (string.IsNullOrEmpty(settings.Host))
                return Task.CompletedTask;
            if (!MailAddress.TryCreate(settings.From, out _))
                throw new StartupException("Mail:Host is set, but Mail:From is no mail address: write the one that letters come from, such as throughline@example.com.");
            // Taken from a request instead, a link in a letter would lead wherever the one who asked for it says that this server is.
            if (address.Set is null)
                throw new StartupException("Mail:Host is set, but Edge:PublicUrl is not: write where people open this server, such as https://throughline.example.com, so that links in letters lead there.");
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
