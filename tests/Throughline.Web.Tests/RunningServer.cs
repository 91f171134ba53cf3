using Throughline.Server.Tests.Cli;
using Throughline.Server.Tests.Postgres;

namespace Throughline.Web.Tests;

/// <summary>The real program in an empty folder, with a PostgreSQL of its own. It is started when it is first asked for.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    readonly TestFolder _folder = new("browser");
    ServerProcess? _process;
    Uri? _address;
    Api? _api;

    /// <summary>False: nobody has an account there yet.</summary>
    public bool HasOwner { get; init; } = true;

    /// <summary>Settings of its own, as variables.</summary>
    public (string Name, string Value)[] Variables { get; init; } = [];

    public string Folder => _folder.Path;

    public async Task<Uri> AddressAsync() => _address ?? await StartAsync();

    /// <summary>As its owner.</summary>
    public async Task<Api> ApiAsync() => _api ??= await new Api(await AddressAsync()).SignedInAsync(Account.Owner);

    /// <summary>The link that it printed for whoever makes the first account.</summary>
    public async Task<Uri> SetUpLinkAsync()
    {
        await AddressAsync();
        string? link = null;
        await Until.TrueAsync("the set-up link is printed", () => Task.FromResult((link = Printed()) is not null));
        return new Uri(link!);

        string? Printed() => Array.Find(_process!.Output.Split(' ', '"', '\n', '\r'), word => word.StartsWith("http", StringComparison.Ordinal) && word.Contains("/set-up#", StringComparison.Ordinal));
    }

    /// <summary>Somebody who has chosen a password.</summary>
    public async Task<Account> NewUserAsync(string name)
    {
        var (api, account) = (await ApiAsync(), new Account(name, $"{Guid.NewGuid():n}@example.org", "rows in the order they came"));
        var made = await api.PostAsync("/api/users", new { email = account.Email, name });
        var code = ((string)made["link"]!).Split('#')[1];
        await new Api(api.Address).PostAsync("/api/password", new { code, password = account.Password });
        return account with { Id = (string)made["id"]! };
    }

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
        var owner = Account.Owner;
        (string, string)[] variables = HasOwner
            ? [("THROUGHLINE_OWNER_EMAIL", owner.Email), ("THROUGHLINE_OWNER_PASSWORD", owner.Password), ("THROUGHLINE_OWNER_NAME", owner.Name)]
            : [];
        _process = ServerProcess.Start(
            _folder.Path, ["serve", "--urls", (_address ?? new Uri("http://127.0.0.1:0")).ToString().TrimEnd('/')], [.. variables, .. Variables]);
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
