using Microsoft.Extensions.DependencyInjection.Extensions;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Journal;

/// <summary>Puts the journal's parts together.</summary>
public static class JournalStage
{
    public static IServiceCollection AddJournal(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(configuration.GetSection(JournalSettings.Section).Get<JournalSettings>() ?? new JournalSettings());
        services.AddSingleton<DatabaseClock>();
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(s => s.GetRequiredService<DatabaseClock>()));
        services.AddSingleton<JournalAlarms>();
        services.AddSingleton<JournalReader>();
        services.AddSingleton<JournalTail>();
        services.AddHostedService<TailLoop>();
        services.AddSingleton<ProjectDirectory>();
        services.AddHostedService(s => s.GetRequiredService<ProjectDirectory>());
        services.AddSingleton<AccessDirectory>();
        services.AddHostedService(s => s.GetRequiredService<AccessDirectory>());
        services.AddSingleton<Sequencer>();
        services.AddHostedService(s => s.GetRequiredService<Sequencer>());
        services.AddHostedService<SilentNodes>();
        services.AddHostedService<ForgetAnswers>();
        return services;
    }

    /// <summary>Adds a follower and the loop that drives it.</summary>
    public static IServiceCollection AddFollower<TFollower>(this IServiceCollection services) where TFollower : Follower
    {
        services.AddSingleton<TFollower>();
        services.AddSingleton<IHostedService>(s => new FollowerLoop(
            s.GetRequiredService<TFollower>(), s.GetRequiredService<Npgsql.NpgsqlDataSource>(), s.GetRequiredService<JournalTail>(),
            s.GetRequiredService<JournalAlarms>(), s.GetRequiredService<JournalSettings>(), s.GetRequiredService<ILogger<FollowerLoop>>()));
        return services;
    }
}
