using Npgsql;
using Throughline.Domain;

namespace Throughline.Server.Cli.Serve;

/// <summary>What `serve` does besides when it is for show.</summary>
/// <param name="OwnerAsync">Whom visitors from this machine are taken for; made when there is none.</param>
/// <param name="BeforeReadyAsync">What has to be done, once the server answers, before it is said to be ready.</param>
/// <param name="BesideAsync">What goes on while it serves, until it is asked to stop.</param>
sealed record Show(
    Func<NpgsqlDataSource, ILoggerFactory, CancellationToken, Task<UserId>> OwnerAsync,
    Func<Uri, CancellationToken, Task> BeforeReadyAsync,
    Func<Uri, CancellationToken, Task> BesideAsync);
