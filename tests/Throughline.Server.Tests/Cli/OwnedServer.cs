using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Cli;

/// <summary>The real program with a private PostgreSQL and its owner, and the program's other verbs beside it.</summary>
public sealed class OwnedServer : IAsyncLifetime
{
    readonly TestFolder _folder = new("owned");
    ServerProcess _server = null!;

    public string Folder => _folder.Path;

    public Uri Url { get; private set; } = null!;

    /// <summary>Asks as the owner.</summary>
    public ApiClient Api { get; private set; } = null!;

    /// <summary>Asks as nobody.</summary>
    public ApiClient Nobody { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _server = ServerProcess.Start(Folder, ["serve", "--urls", "http://127.0.0.1:0"]);
        Url = await _server.ReadyAsync();
        await InstanceOwner.WriteAsync(Path.Combine(Folder, "data"));
        Api = new ApiClient(Url, new TestLog(), InstanceOwner.Token);
        Nobody = Api.As(null);
    }

    /// <summary>Runs a verb in the server's folder.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var (exitCode, output, errors) = await ServerProcess.RunAsync(Folder, arguments);
        return (exitCode, output.ReplaceLineEndings("\n"), errors.ReplaceLineEndings("\n"));
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        Nobody.Dispose();
        _server.Signal(Signals.Terminate);
        await _server.ExitAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}
