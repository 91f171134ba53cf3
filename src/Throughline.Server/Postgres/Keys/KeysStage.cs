using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Throughline.Server.Postgres.Keys;

/// <summary>Data protection: what is encrypted at rest goes through <see cref="IDataProtectionProvider"/>, with keys that stand in the database.</summary>
public static class KeysStage
{
    /// <param name="file">The master key's file.</param>
    public static IServiceCollection AddKeys(this IServiceCollection services, string file)
    {
        services.AddSingleton(new MasterKeyFile(file));
        services.AddSingleton<KeyTable>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<IKeyManager>(s => s.GetRequiredService<KeyRing>());
        services.AddSingleton(s => new KeyRotation(s.GetRequiredService<IKeyManager>(), s.GetRequiredService<KeyTable>(),
            s.GetRequiredService<MasterKeyFile>(), s.GetRequiredService<IOptions<KeyManagementOptions>>()));
        services.AddDataProtection().SetApplicationName("throughline");
        // The framework would make a key at every first start, and wait for it. Most instances never need one before somebody encrypts something.
        services.Remove(services.Single(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Name == "DataProtectionHostedService"));
        services.AddOptions<KeyManagementOptions>().Configure<KeyTable, MasterKeyFile>((keys, table, master) =>
        {
            keys.XmlRepository = table;
            keys.XmlEncryptor = new XmlSealer(master);
        });
        services.AddHostedService<KeysAreReadable>();
        services.AddHostedService(s => s.GetRequiredService<KeyRing>());
        return services;
    }
}

/// <summary>A node that can't read the instance's keys does not start: it would fail later, for somebody who can't help it.</summary>
sealed class KeysAreReadable(KeyTable table, MasterKeyFile file) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var master in await table.MastersAsync(cancellationToken))
            if (file.Find(master) is null)
                throw new StartupException(
                    $"The instance's keys are encrypted under the master key {master}, and {file.Path} is not its file: bring the file from another node or from your backup, or name it with THROUGHLINE_KEYS__MASTERFILE.");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
