using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Throughline.Server.Cli.Serve;

/// <summary>An empty node: Kestrel, routing, settings and logs. The stages come on top.</summary>
public static class NodeBuilder
{
    public static WebApplicationBuilder Create(IConfiguration settings, ILoggerFactory logs)
    {
        var server = settings.GetSection(ServerSettings.Section).Get<ServerSettings>() ?? new ServerSettings();
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });

        // The settings are read once, by SettingsReader; the framework's own sources would be a second truth.
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddConfiguration(settings);

        // One log for PostgreSQL before the node, the node, and PostgreSQL after it.
        builder.Services.Replace(ServiceDescriptor.Singleton(logs));
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, OutsideLifetime>());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(server.DrainSeconds));

        builder.WebHost.UseUrls(Addresses.Parse(server.Urls).Urls);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // What was read is parsed, and what was written is sent, by the thread that has it at hand: two changes of threads less for
        // each request, one less for each frame. It asks that no handler blocks its thread, and none does.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        return builder;
    }

    /// <summary>Start and stop come from the verb, which stops PostgreSQL after the node: the host must not listen to signals itself.</summary>
    sealed class OutsideLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
