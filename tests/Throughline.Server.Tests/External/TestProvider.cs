using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.External;

/// <summary>An OpenID provider of its own process (tests/Throughline.Provider). It is at localhost and the server at 127.0.0.1: for a browser these are two sites.</summary>
sealed class TestProvider : IAsyncDisposable
{
    static readonly string Folder = Path.Combine(Repository.Root, "tests", "Throughline.Provider");

    readonly Process _process;

    TestProvider(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>The settings of a server at which one signs in by it: as <c>local</c>, which lets in whom one knows, and as <c>open</c>, which makes accounts.</summary>
    public (string Name, string Value)[] Settings => [.. Of("local", "Local"), .. Of("open", "Open"), ("SignIn:Providers:open:AllowNewUsers", "true")];

    public static async Task<TestProvider> StartAsync()
    {
        Assert.SkipWhen(!Directory.Exists(Path.Combine(Folder, "node_modules")), "The provider is not installed: npm ci --prefix tests/Throughline.Provider");
        var process = Process.Start(new ProcessStartInfo("node", "provider.mjs")
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        // Whatever it says has to be taken, or it stops.
        _ = process.StandardError.ReadToEndAsync();
        string? address = null;
        await Until.TrueAsync("the provider is ready", async () =>
            await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && (address = line.Split(' ')[^1]).StartsWith("http", StringComparison.Ordinal));
        _ = process.StandardOutput.ReadToEndAsync();
        return new TestProvider(process, new Uri(address!));
    }

    /// <summary>Tells it where the server is that it sends people back to.</summary>
    public async Task KnowAsync(Uri server)
    {
        using var client = new HttpClient { BaseAddress = Address };
        var body = $$"""{"redirectUris":["{{new Uri(server, "/api/sign-in/external/local/callback")}}","{{new Uri(server, "/api/sign-in/external/open/callback")}}"]}""";
        using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var answer = await client.PostAsync(new Uri("/client", UriKind.Relative), content, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    (string, string)[] Of(string name, string display) =>
    [
        ($"SignIn:Providers:{name}:ClientId", "throughline"), ($"SignIn:Providers:{name}:ClientSecret", "what only the two of us know"), ($"SignIn:Providers:{name}:DisplayName", display),
        ($"SignIn:Providers:{name}:AuthorizationEndpoint", new Uri(Address, "/auth").ToString()), ($"SignIn:Providers:{name}:TokenEndpoint", new Uri(Address, "/token").ToString()),
        ($"SignIn:Providers:{name}:UserInfoEndpoint", new Uri(Address, "/me").ToString()),
    ];
}
