using Microsoft.Playwright;
using Throughline.Web.Tests;
using Xunit;

[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: AssemblyFixture(typeof(RunningServer))]
// A browser, a server and a PostgreSQL at once are enough for a small machine.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Throughline.Web.Tests;

/// <summary>The machine's own browser, without a window. None is ever downloaded: without one, the tests that need it are skipped.</summary>
public sealed class Chromium : IAsyncDisposable
{
    static readonly string[] Usual =
    [
        "/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];

    IPlaywright? _playwright;
    IBrowser? _browser;

    public async Task<IBrowser> BrowserAsync()
    {
        if (_browser is not null) return _browser;
        var program = Array.Find(Usual, File.Exists);
        Assert.SkipWhen(program is null, "There is no Chromium: install Debian's package chromium, or Google Chrome.");
        Assertions.SetDefaultExpectTimeout(20_000);
        _playwright = await Playwright.CreateAsync();
        return _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
                // Whatever asks for another host finds none.
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
