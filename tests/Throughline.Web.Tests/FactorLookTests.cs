using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>What is seen of two-step sign-in and passkeys: axe finds nothing, and a narrow screen needs no sideways scrolling.</summary>
public sealed class FactorLookTests(Chromium chromium, RunningServer server)
{
    static readonly string[] Looks =
        ["two-step account", "prove", "scan", "recovery codes", "turn off", "passkey menu", "new passkey", "rename passkey", "remove passkey", "passkey sign-in", "second step", "recovery step", "reset factors"];

    public static TheoryData<string, ColorScheme, int> All => new MatrixTheoryData<string, ColorScheme, int>(Looks, [ColorScheme.Light, ColorScheme.Dark], [1280]);

    public static TheoryData<string, ColorScheme, int> Narrow => new MatrixTheoryData<string, ColorScheme, int>(Looks, [ColorScheme.Light], [360]);

    [Theory, MemberData(nameof(All)), MemberData(nameof(Narrow))]
    public async Task Axe_finds_nothing_and_nothing_is_cut_off(string what, ColorScheme theme, int width)
    {
        var ada = await server.NewUserAsync("Ada Example");
        var address = SecondStep.ByName(await server.AddressAsync());
        await using var open = what == "reset factors"
            ? await OpenPage.OpenAsync(chromium, await server.AddressAsync(), "/admin/users", theme, width)
            : await OpenPage.OpenAsync(chromium, address, "/account", theme, width, by: ada);
        await ShowAsync(open, what, ada);
        if (Environment.GetEnvironmentVariable("THROUGHLINE_PICTURES") is { Length: > 0 } folder)
            await open.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{what.Replace(' ', '-')}-{theme}-{width}.png".ToLowerInvariant()) });

        await open.ShouldPassAxeAsync();
        await open.ShouldFitAsync();
    }

    static async Task ShowAsync(OpenPage open, string what, Account ada)
    {
        var page = open.Page;
        var dialog = page.GetByRole(AriaRole.Dialog);
        if (what.Contains("passkey", StringComparison.Ordinal) || what == "two-step account")
        {
            await SecondStep.AddDeviceAsync(page);
            await open.Button("Add passkey").ClickAsync();
            await dialog.GetByLabel("Name", new() { Exact = true }).FillAsync("Laptop, fingerprint");
            await dialog.GetByLabel("Your password", new() { Exact = true }).FillAsync(ada.Password);
            await dialog.GetByRole(AriaRole.Button, new() { Name = "Add passkey" }).ClickAsync();
            await Expect(dialog).ToHaveCountAsync(0);
        }
        switch (what)
        {
            case "two-step account" or "turn off" or "second step" or "recovery step":
                await SecondStep.TurnOnAsync(open, ada);
                await open.Button("I have kept them").ClickAsync();
                await Expect(page.GetByText("10 of 10 left")).ToBeVisibleAsync();
                if (what == "turn off") await open.Button("Turn off").ClickAsync();
                if (!what.EndsWith("step", StringComparison.Ordinal)) break;
                await page.Context.ClearCookiesAsync();
                await page.GotoAsync("/sign-in");
                await page.GetByLabel("Email").FillAsync(ada.Email);
                await open.Password("Password").FillAsync(ada.Password);
                await open.Button("Sign in").ClickAsync();
                await Expect(open.Heading).ToHaveTextAsync("Enter your code");
                if (what == "recovery step") await open.Button("Use a recovery code").ClickAsync();
                break;
            case "prove":
                await open.Button("Turn on").ClickAsync();
                break;
            case "scan":
                await open.Button("Turn on").ClickAsync();
                await dialog.GetByLabel("Your password", new() { Exact = true }).FillAsync(ada.Password);
                await dialog.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
                await Expect(dialog.GetByRole(AriaRole.Img)).ToBeVisibleAsync();
                break;
            case "recovery codes":
                await SecondStep.TurnOnAsync(open, ada);
                break;
            case "passkey menu" or "rename passkey" or "remove passkey":
                await open.Button("Actions for the passkey Laptop, fingerprint").ClickAsync();
                await Expect(page.GetByRole(AriaRole.Menu)).ToBeVisibleAsync();
                if (what == "passkey menu") break;
                await page.GetByRole(AriaRole.Menuitem, new() { Name = what == "rename passkey" ? "Rename" : "Remove" }).ClickAsync();
                await Expect(dialog).ToBeVisibleAsync();
                break;
            case "new passkey":
                await open.Button("Add passkey").ClickAsync();
                await Expect(dialog).ToBeVisibleAsync();
                break;
            case "passkey sign-in":
                await page.Context.ClearCookiesAsync();
                await page.GotoAsync("/sign-in");
                await Expect(open.Button("Continue with passkey")).ToBeVisibleAsync();
                break;
            case "reset factors":
                await page.GetByLabel("Find by name or email").FillAsync(ada.Email);
                await page.GetByRole(AriaRole.Row).Filter(new() { HasText = ada.Email }).GetByRole(AriaRole.Button).ClickAsync();
                await page.GetByRole(AriaRole.Menuitem, new() { Name = "Reset second factors" }).ClickAsync();
                await Expect(dialog).ToBeVisibleAsync();
                break;
        }
    }
}
