using Throughline.Server.Tests.Cli;
using Throughline.Server.Tests.Postgres;

namespace Throughline.Web.Tests;

/// <summary>The real program in an empty folder, with a PostgreSQL of its own. It is started when it is first asked for.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    readonly TestFolder _folder = new("browser");
    ServerProcess? _process;
    Uri? _address;

    public string Folder => _folder.Path;

    public async Task<Uri> AddressAsync() => _address ?? await StartAsync();

    public async Task<Api> ApiAsync() => new(await AddressAsync());

    /// <summary>A project of the test's own.</summary>
    public async Task<Project> NewProjectAsync()
    {
        var api = await ApiAsync();
        var key = "W" + Guid.NewGuid().ToString("n")[..6].ToUpperInvariant();
        var made = await api.PostAsync("/api/projects", new { key, name = $"Project {key}" });
        return new Project(api, (string)made["id"]!, key);
    }

    /// <summary>Starts it, at the same address as before.</summary>
    public async Task<Uri> StartAsync()
    {
        _process = ServerProcess.Start(_folder.Path, ["serve", "--urls", (_address ?? new Uri("http://127.0.0.1:0")).ToString().TrimEnd('/')]);
        return _address = await _process.ReadyAsync();
    }

    /// <summary>Ends it in the middle of whatever it does.</summary>
    public async Task KillAsync()
    {
        _process!.Signal(Signals.Kill);
        await _process.ExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Signal(Signals.Terminate);
            await _process.ExitAsync();
            await _process.DisposeAsync();
        }
        _folder.Dispose();
    }
}
