using System.Collections.Concurrent;
using System.Globalization;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;
using Throughline.Server.Tests.Postgres;

namespace Throughline.Web.Tests;

/// <summary>A page in a browser of its own: nothing is shared with another one but the server.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    // Signing in is throttled: the owner does it once at each server, and nobody may sign out as the owner. By the server's port.
    static readonly ConcurrentDictionary<int, IReadOnlyList<Cookie>> OwnerCookies = new();

    readonly IBrowserContext _context;
    readonly List<string> _complaints = [];

    OpenPage(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    /// <summary>The list of stories.</summary>
    public ILocator Grid => Page.GetByRole(AriaRole.Grid, new() { Name = "Stories" });

    /// <summary>An open story beside the list.</summary>
    public ILocator Panel => Page.GetByRole(AriaRole.Article);

    public ILocator Connection => Page.GetByTestId("connection").GetByRole(AriaRole.Status);

    /// <param name="chromium">Which browser.</param>
    /// <param name="address">Of the server.</param>
    /// <param name="path">Of the page.</param>
    /// <param name="theme">Light or dark.</param>
    /// <param name="width">Of the page.</param>
    /// <param name="height">Of the page.</param>
    /// <param name="by">Who is signed in there; null: the owner.</param>
    /// <param name="server">Where the server itself is, when the address is that of a network before it.</param>
    public static async Task<OpenPage> OpenAsync(
        Chromium chromium, Uri address, string path, ColorScheme theme = ColorScheme.Light, int width = 1280, int height = 800, Account? by = null, Uri? server = null)
    {
        var open = await NewAsync(chromium, address, theme, width, height);
        var port = (server ?? address).Port;
        if (by is null && OwnerCookies.TryGetValue(port, out var cookies))
        {
            await open._context.AddCookiesAsync(cookies);
        }
        else
        {
            await open.SignInAsync(by ?? Account.Owner);
            if (by is null) OwnerCookies[port] = [.. (await open._context.CookiesAsync()).Select(Again)];
        }
        await open.Page.GotoAsync(path);
        return open;
    }

    static Cookie Again(BrowserContextCookiesResult cookie) => new()
    {
        Name = cookie.Name,
        Value = cookie.Value,
        Domain = cookie.Domain,
        Path = cookie.Path,
        HttpOnly = cookie.HttpOnly,
        SameSite = cookie.SameSite,
    };

    /// <summary>A page of a browser in which nobody is signed in.</summary>
    public static async Task<OpenPage> AnonymousAsync(Chromium chromium, Uri address, string path, ColorScheme theme = ColorScheme.Light, int width = 1280, int height = 800)
    {
        var open = await NewAsync(chromium, address, theme, width, height);
        await open.Page.GotoAsync(path);
        return open;
    }

    static async Task<OpenPage> NewAsync(Chromium chromium, Uri address, ColorScheme theme, int width, int height)
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
        return open;
    }

    /// <summary>Another page of the same browser.</summary>
    public async Task<OpenPage> AnotherAsync(string path)
    {
        var other = new OpenPage(_context, await _context.NewPageAsync());
        await other.Page.GotoAsync(path);
        return other;
    }

    /// <summary>Without a page: the browser has the cookie from then on.</summary>
    public async Task SignInAsync(Account account)
    {
        var answer = await _context.APIRequest.PostAsync("/api/sign-in", new() { DataObject = new { email = account.Email, password = account.Password } });
        answer.Ok.ShouldBeTrue(await answer.TextAsync());
    }

    public ILocator Row(string title) => Grid.GetByRole(AriaRole.Row).Filter(new() { HasText = title });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>What the page is called.</summary>
    public ILocator Heading => Page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    /// <summary>A field that is called exactly so: one for a password has a button beside it that is called almost so.</summary>
    public ILocator Password(string label) => Page.GetByLabel(label, new() { Exact = true });

    /// <summary>The menu of whoever is signed in.</summary>
    public ILocator Person(string name) => Button($"{name}: your account");

    public ILocator Member(string name) => Page.GetByRole(AriaRole.List, new() { Name = "Members of the project" }).GetByRole(AriaRole.Listitem).Filter(new() { HasText = name });

    public async Task SignOutAsync(string name)
    {
        await Person(name).ClickAsync();
        await Page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();
    }

    /// <summary>
    /// As it stands on the screen: axe finds nothing in either theme, and a narrow screen needs no sideways scrolling. With <c>THROUGHLINE_PICTURES</c> set
    /// to a folder its pictures are kept there.
    /// </summary>
    /// <param name="what">What is looked at.</param>
    public async Task ShouldLookRightAsync(string what)
    {
        foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await Page.EmulateMediaAsync(new() { ColorScheme = theme });
            await Assertions.Expect(Page.Locator("html")).ToHaveAttributeAsync("data-theme", theme == ColorScheme.Dark ? "dark" : "light");
            await PictureAsync($"{what} {theme}");
            await ShouldPassAxeAsync();
        }
        await Page.SetViewportSizeAsync(360, 800);
        // What floats finds its place a frame later.
        await Page.EvaluateAsync("() => new Promise((settled) => requestAnimationFrame(() => requestAnimationFrame(settled)))");
        await PictureAsync($"{what} narrow");
        await ShouldFitAsync();
    }

    async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("THROUGHLINE_PICTURES") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name.Replace(' ', '-')}.png".ToLowerInvariant()), Animations = ScreenshotAnimations.Disabled });
    }

    /// <summary>Axe finds nothing, and looked at something.</summary>
    public async Task ShouldPassAxeAsync()
    {
        // What fades in is looked at when it is there. What never ends is no fading.
        await Page.EvaluateAsync("""
            () => Promise.all(document.getAnimations().filter(a => a.effect?.getComputedTiming().endTime !== Infinity).map(a => a.finished.catch(() => undefined)))
            """);
        var result = await Page.RunAxe();
        string.Join('\n', result.Violations.Select(v => $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}")).ShouldBeEmpty();
        result.Passes.Length.ShouldBeGreaterThan(10);
    }

    /// <summary>Nothing is scrolled sideways, and nothing that is pressed is cut off.</summary>
    public async Task ShouldFitAsync()
    {
        var beyond = await Page.EvaluateAsync<string[]>("""
            () => document.documentElement.scrollWidth <= innerWidth ? [] : [`the page is ${document.documentElement.scrollWidth} wide`]
            """);
        beyond.ShouldBeEmpty();
        // Not hidden either: whatever is pressed is within the screen.
        var cut = await Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('button, a, input, select, textarea, [role=row]')].filter(e => e.checkVisibility())
              .map(e => [e, e.getBoundingClientRect()]).filter(([e, box]) => box.width > 0 && !e.className.includes?.('sr-only') && (box.left < -1 || box.right > innerWidth + 1))
              .map(([e, box]) => `${e.tagName} ${e.getAttribute('aria-label') ?? e.textContent.trim().slice(0, 30)}: ${box.left} to ${box.right}`)
            """);
        cut.ShouldBeEmpty();
    }

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
        // A browser writes down every refusal; being asked who one is and saying nobody is no fault.
        _context.Console += (_, message) => { if (message.Type is "error" or "warning" && !message.Location.Contains("/api/users/me", StringComparison.Ordinal)) Complain($"{message.Type}: {message.Text} {message.Location}"); };
        _context.WebError += (_, error) => Complain($"exception: {error.Error}");
        _context.Request += (_, request) => { if (!request.Url.StartsWith(address.ToString(), StringComparison.Ordinal)) Complain($"request: {request.Url}"); };
        _context.RequestFailed += (_, request) => { if (request.Failure is not "net::ERR_ABORTED") Complain($"failed: {request.Url} {request.Failure}"); };
    }

    void Complain(string what)
    {
        lock (_complaints) _complaints.Add(what);
    }
}
