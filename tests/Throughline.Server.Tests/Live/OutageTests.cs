using System.Runtime.Versioning;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Throughline.Domain;
using Throughline.Server.Journal;
using Throughline.Server.Postgres;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Live;

[UnsupportedOSPlatform("windows")]
public sealed class OutageTests : IDisposable
{
    readonly TestFolder _folder = new("live");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Streams_outlive_PostgreSQL()
    {
        await using var engine = await PostgresEngine.StartAsync(
            new PostgresSettings { Data = _folder.Path, PoolSize = 8 }, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        await new Migrator(NullLogger<Migrator>.Instance).MigrateAsync(engine.DataSource, TestContext.Current.CancellationToken);
        await using var host = await LiveHost.StartAsync(engine.DataSource, journal: new JournalSettings { TailEntries = 16 });
        var project = await host.ProjectAsync("TL");
        await host.StoriesAsync(project, 100);
        await using var sse = await SseClient.OpenAsync(host);
        await using var socket = await SocketClient.OpenAsync(host);
        await sse.NextAsync("facts");
        await socket.NextAsync("facts");

        var killed = Cluster.Postmaster(_folder.Path);
        Cluster.Kill9(killed);
        // It needs old facts while the database is gone: they come when it is back.
        await using var resuming = await SseClient.OpenAsync(host, lastEventId: $"{host.Tail.JournalId}-1");
        await Until.TrueAsync("another PostgreSQL answers", async () => await Cluster.AnswersAsync(engine.DataSource));
        var position = await WriteAsync(host, project);

        (await sse.ReadToAsync(position)).ShouldBe([position]);
        (await socket.ReadToAsync(position)).ShouldBe([position]);
        (await resuming.ReadToAsync(position)).ShouldBe(Enumerable.Range(2, (int)position - 1).Select(n => (long)n));
    }

    static async Task<long> WriteAsync(LiveHost host, ProjectId project)
    {
        var position = 0L;
        await Until.TrueAsync("facts are taken again", async () =>
        {
            try
            {
                position = (await host.StoryAsync(project)).Value;
                return true;
            }
            catch (StorageUnavailableException)
            {
                return false;
            }
        });
        return position;
    }
}
