using System.Globalization;
using Microsoft.Playwright;
using Shouldly;
using Throughline.Server.Tests.Postgres;

namespace Throughline.Web.Tests;

/// <summary>A page in a browser of its own: nothing is shared with another one but the server.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    readonly IBrowserContext _context;
    readonly List<string> _complaints = [];

    OpenPage(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    /// <summary>The list of stories.</summary>
    public ILocator Grid => Page.GetByRole(AriaRole.Grid, new() { Name = "Stories" });

    /// <summary>An open story beside the list.</summary>
    public ILocator Panel => Page.GetByRole(AriaRole.Article);

    public ILocator Connection => Page.GetByTestId("connection").GetByRole(AriaRole.Status);

    public static async Task<OpenPage> OpenAsync(Chromium chromium, Uri address, string path, ColorScheme theme = ColorScheme.Light, int width = 1280, int height = 800)
    {
        var context = await (await chromium.BrowserAsync()).NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            ColorScheme = theme,
            Locale = "en-GB",
            ViewportSize = new ViewportSize { Width = width, Height = height },
            // What moves is between two looks; what is tested is where it ends.
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(20_000);
        var open = new OpenPage(context, await context.NewPageAsync());
        open.Listen(address);
        await open.Page.GotoAsync(path);
        return open;
    }

    public ILocator Row(string title) => Grid.GetByRole(AriaRole.Row).Filter(new() { HasText = title });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public Task IsLiveAsync() => Assertions.Expect(Connection).ToHaveTextAsync("Live");

    /// <summary>A number of the dashboard.</summary>
    public async Task<double> FigureAsync(string title)
    {
        var text = (await Page.Locator($"[data-figure='{title}']").InnerTextAsync()).Replace("/s", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal).Trim();
        return double.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
    }

    public Task FigureBecomesAsync(string title, Func<double, bool> condition) =>
        Until.TrueAsync($"{title} as it should be", async () => condition(await FigureAsync(title)));

    /// <summary>No error in the console, no exception, nothing asked of another host.</summary>
    public void ShouldBeSilent()
    {
        lock (_complaints) _complaints.ShouldBeEmpty();
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    void Listen(Uri address)
    {
        // The context's events, so that those of its workers count too.
        _context.Console += (_, message) => { if (message.Type is "error" or "warning") Complain($"{message.Type}: {message.Text} {message.Location}"); };
        _context.WebError += (_, error) => Complain($"exception: {error.Error}");
        _context.Request += (_, request) => { if (!request.Url.StartsWith(address.ToString(), StringComparison.Ordinal)) Complain($"request: {request.Url}"); };
        _context.RequestFailed += (_, request) => { if (request.Failure is not "net::ERR_ABORTED") Complain($"failed: {request.Url} {request.Failure}"); };
    }

    void Complain(string what)
    {
        lock (_complaints) _complaints.Add(what);
    }
}
