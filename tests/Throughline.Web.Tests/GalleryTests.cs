using System.Diagnostics;
using Microsoft.Playwright;
using Shouldly;
using Throughline.Server.Tests.Postgres;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>
/// Every part of web/src/ui in its states, from a build of its own: the production build has no gallery. Pictures of it are build output, not baselines:
/// fonts are drawn differently from machine to machine, and what can be measured (contrast, names, what is cut off) axe and this test do measure.
/// </summary>
public sealed class GalleryTests(Chromium chromium)
{
    static readonly Uri Host = new("http://gallery.localhost/");

    [Fact]
    public async Task Each_part_looks_right_in_each_of_its_states()
    {
        using var folder = new TestFolder("gallery");
        await BuildAsync(folder.Path);
        await using var open = await OpenPage.AnonymousAsync(chromium, Host, "about:blank");
        // No server: its files, and nobody signed in.
        await open.Page.RouteAsync($"{Host}**", route => AnswerAsync(route, folder.Path));
        await open.Page.GotoAsync("/gallery");

        await Expect(open.Heading).ToHaveTextAsync("Gallery");
        await open.Page.Locator("main").EvaluateAsync("main => main.scrollTo(0, main.scrollHeight)");
        await open.ShouldLookRightAsync("gallery foot");
        await open.Page.SetViewportSizeAsync(1280, 2400);
        await open.ShouldLookRightAsync("gallery");

        await open.Page.SetViewportSizeAsync(1280, 800);
        await open.Button("Menu").ClickAsync();
        await open.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Theme" }).PressAsync("ArrowRight");
        await open.ShouldLookRightAsync("gallery menu");
        await open.Page.Keyboard.PressAsync("Escape");
        await open.Page.Keyboard.PressAsync("Escape");
        await open.Button("Refused").ClickAsync();
        await open.ShouldLookRightAsync("gallery refused");
        await open.Page.Keyboard.PressAsync("Escape");
        await open.Button("With undo").ClickAsync();
        await open.Button("Bad").ClickAsync();
        await open.ShouldLookRightAsync("gallery toasts");
    }

    static Task AnswerAsync(IRoute route, string folder)
    {
        var path = new Uri(route.Request.Url).AbsolutePath;
        if (path.StartsWith("/api/", StringComparison.Ordinal))
            return route.FulfillAsync(new() { Status = path == "/api/set-up" ? 200 : 401, ContentType = "application/json", Body = path == "/api/set-up" ? """{"needed":false}""" : """{"type":"urn:x:sign-in-required","detail":"Nobody."}""" });
        var file = Path.Combine(folder, path.TrimStart('/'));
        return route.FulfillAsync(new() { Path = File.Exists(file) ? file : Path.Combine(folder, "index.html") });
    }

    static async Task BuildAsync(string into)
    {
        using var vite = Process.Start(new ProcessStartInfo("npx", ["vite", "build", "--mode", "gallery", "--outDir", into, "--emptyOutDir", "--logLevel", "error"])
        {
            WorkingDirectory = Path.Combine(Checkout(), "web"),
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var said = await vite.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await vite.WaitForExitAsync(TestContext.Current.CancellationToken);
        vite.ExitCode.ShouldBe(0, said);
    }

    static string Checkout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Throughline.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
