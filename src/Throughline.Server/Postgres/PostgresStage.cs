using Throughline.Server.Postgres.Keys;

namespace Throughline.Server.Postgres;

/// <summary>Gives the node the pool of the engine that its starter owns: PostgreSQL starts before the node and stops after it.</summary>
public static class PostgresStage
{
    public static IServiceCollection AddPostgres(this IServiceCollection services, PostgresEngine engine, IConfiguration configuration) =>
        // As instances: the container disposes only what it made.
        services.AddSingleton(engine).AddSingleton(engine.DataSource).AddKeys(KeysSettings.FileOf(configuration));
}
