using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Throughline.Domain.Users;
using Throughline.Server.Cli.Serve;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Access;
using Throughline.Server.Postgres;
using Throughline.Server.Tests.Api;
using Xunit;

namespace Throughline.Server.Tests.Access;

/// <summary>A node to which nothing was added: no owner, and no endpoint that the test does not map.</summary>
sealed class BareNode : IAsyncDisposable
{
    readonly PostgresEngine _engine;
    ApiClient? _nobody;

    BareNode(PostgresEngine engine, WebApplication app) => (_engine, App) = (engine, app);

    public WebApplication App { get; }

    public ApiClient Nobody => _nobody ??= new ApiClient(new Uri(App.Urls.Single()), new TestLog(), token: null);

    public static async Task<BareNode> BuildAsync(string connection, ILoggerFactory logs)
    {
        var engine = await PostgresEngine.StartAsync(new PostgresSettings { Connection = connection }, logs);
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Server:Urls", "http://127.0.0.1:0")]).Build();
        return new BareNode(engine, Program.Build(NodeBuilder.Create(settings, logs), engine));
    }

    public Task StartAsync() => App.StartAsync(TestContext.Current.CancellationToken);

    /// <summary>Offers a link to set the instance up, as the start of a server does.</summary>
    /// <returns>Its code.</returns>
    public async Task<string> OfferSetUpAsync()
    {
        var (code, hash) = Secrets.New();
        await App.Services.GetRequiredService<Sequencer>().CommitAsync(new Change<int>(
            need => need.SetUp(), new OfferSetUp(Guid.NewGuid(), hash, NodaTime.Duration.FromDays(1)).Decide, _ => 0)
        { By = Actor.Program });
        return code;
    }

    public async ValueTask DisposeAsync()
    {
        _nobody?.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        await _engine.DisposeAsync();
    }
}
