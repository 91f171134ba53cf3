using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Throughline.Server.Edge.Web;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Api.Edge.Web;

/// <summary>A small built app in a folder, and a server that serves nothing else.</summary>
public sealed class ServedFolder : IAsyncLifetime
{
    public const string Page = """<!doctype html><meta charset="utf-8"><meta name="build" content="0123456789ab"><script src="/assets/theme-87654321.js"></script>""";
    public const string Script = "document.title = 'Throughline'";

    readonly TestFolder _folder = new("web");
    readonly HttpClient _client = new();
    WebApplication _app = null!;

    public string Folder => Path.Combine(_folder.Path, "wwwroot");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "assets"));
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "secret.txt"), "secret");
        await File.WriteAllTextAsync(Path.Combine(Folder, "index.html"), Page);
        var script = Path.Combine(Folder, "assets", "theme-87654321.js");
        await File.WriteAllTextAsync(script, Script);
        await File.WriteAllTextAsync(script + ".br", "as brotli");
        await File.WriteAllTextAsync(script + ".gz", "as gzip");

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.UseWebApp(WebFiles.Read(Folder));
        await _app.StartAsync();
        _client.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        // As written: a client may send dots that .NET's would take out.
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_client.BaseAddress + path[1..], new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await SendAsync(request);
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _client.SendAsync(request, TestContext.Current.CancellationToken);

    public static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    public static string Header(HttpResponseMessage answer, string name) => string.Join(", ", answer.Headers.GetValues(name));

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
