using Microsoft.Playwright;
using Throughline.Bench.Machine;

namespace Throughline.Bench.Benchmarks.Web;

/// <summary>The machine's Chromium without a window; each page in a context of its own, with nothing cached.</summary>
sealed class Browser(IPlaywright playwright, IBrowser browser) : IAsyncDisposable
{
    static readonly string[] Usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/chromium-headless-shell"];

    public string Version => browser.Version;

    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static async Task<Browser> StartAsync()
    {
        var program = Array.Find(Usual, File.Exists) ?? throw new InvalidOperationException("Chromium is missing: install Debian's package chromium.");
        var playwright = await Playwright.CreateAsync();
        try
        {
            return new Browser(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = program,
                // Event times finer than 8 ms, and the collector on call.
                Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--enable-precise-memory-info"],
            }));
        }
        catch
        {
            playwright.Dispose();
            throw;
        }
    }

    /// <param name="slowdown">How many times slower its CPU is made.</param>
    /// <param name="cookie">Of whom it is signed in as.</param>
    public async Task<OpenedPage> OpenAsync(Uri address, int slowdown, string cookie)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 800 }, Locale = "en-GB" });
        context.SetDefaultTimeout(30_000);
        await context.AddCookiesAsync([new Cookie { Name = "session", Value = cookie, Url = address.GetLeftPart(UriPartial.Authority) }]);
        await context.AddInitScriptAsync(Embedded.Text("probe.js"));
        var page = await context.NewPageAsync();
        var session = await context.NewCDPSessionAsync(page);
        await session.SendAsync("Network.enable");
        // CPU time of the main thread: what else runs on the machine is not its own.
        await session.SendAsync("Performance.enable", new Dictionary<string, object> { ["timeDomain"] = "threadTicks" });
        if (slowdown > 1) await session.SendAsync("Emulation.setCPUThrottlingRate", new Dictionary<string, object> { ["rate"] = slowdown });
        var opened = new OpenedPage(context, page, session);
        await page.GotoAsync(address.ToString());
        // Its policy forbids the polling of WaitForFunction, and is left as it is.
        await page.EvaluateAsync<bool>("() => probe.ready").WaitAsync(TimeSpan.FromSeconds(60));
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
