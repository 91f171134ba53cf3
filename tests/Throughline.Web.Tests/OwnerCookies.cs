using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Throughline.Web.Tests;

/// <summary>
/// The owner's cookie at a server. Signing in is throttled, so the owner does it once for all browsers, and nobody may sign out as the owner. A
/// sign-in gets a new secret when its person's role changes, as it does with each project that a test makes: the browser that got it tells the others.
/// </summary>
sealed class OwnerCookies
{
    static readonly ConcurrentDictionary<int, OwnerCookies> ByPort = new();

    readonly ConcurrentDictionary<IBrowserContext, bool> _browsers = new();
    readonly ConcurrentDictionary<string, bool> _told = new();
    Cookie? _now;

    public static OwnerCookies At(int port) => ByPort.GetOrAdd(port, _ => new OwnerCookies());

    /// <param name="signIn">For the first one.</param>
    public async Task EnterAsync(IBrowserContext browser, Func<Task> signIn)
    {
        if (Volatile.Read(ref _now) is { } now)
        {
            await GiveAsync(browser, now);
        }
        else
        {
            await signIn();
            _browsers[browser] = true;
            await TellAsync(browser);
        }
        browser.Response += (_, response) => _ = HearAsync(browser, response);
    }

    /// <summary>Before it is closed: what it was given last, the others have to know.</summary>
    public async Task LeaveAsync(IBrowserContext browser)
    {
        _browsers.TryRemove(browser, out _);
        try
        {
            await TellAsync(browser);
        }
        catch (PlaywrightException)
        {
            // It is closed already.
        }
    }

    async Task HearAsync(IBrowserContext browser, IResponse response)
    {
        try
        {
            if (response.Url.Contains("/api/", StringComparison.Ordinal) && await response.HeaderValueAsync("set-cookie") is not null)
                await TellAsync(browser);
        }
        catch (PlaywrightException)
        {
            // The test, and its browser, came to an end; it told before.
        }
    }

    async Task TellAsync(IBrowserContext browser)
    {
        // Each once: whoever still has an old one does not tell it after a new one.
        if ((await browser.CookiesAsync()).FirstOrDefault(c => c.Name == "session") is not { } its || !_told.TryAdd(its.Value, true))
            return;
        var now = new Cookie { Name = its.Name, Value = its.Value, Domain = its.Domain, Path = its.Path, HttpOnly = its.HttpOnly, SameSite = its.SameSite };
        Volatile.Write(ref _now, now);
        foreach (var other in _browsers.Keys.Where(b => b != browser))
            try
            {
                await GiveAsync(other, now);
            }
            catch (PlaywrightException)
            {
                _browsers.TryRemove(other, out _);
            }
    }

    Task GiveAsync(IBrowserContext browser, Cookie cookie)
    {
        _browsers[browser] = true;
        return browser.AddCookiesAsync([cookie]);
    }
}
