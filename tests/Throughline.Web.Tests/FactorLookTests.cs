using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>What is seen of two-step sign-in and passkeys: axe finds nothing, and a narrow screen needs no sideways scrolling.</summary>
public sealed class FactorLookTests(Chromium chromium, RunningServer server)
{
    [Theory]
    [InlineData("two-step account")]
    [InlineData("prove")]
    [InlineData("scan")]
    [InlineData("recovery codes")]
    [InlineData("turn off")]
    [InlineData("passkey menu")]
    [InlineData("new passkey")]
    [InlineData("rename passkey")]
    [InlineData("remove passkey")]
    [InlineData("passkey sign-in")]
    [InlineData("second step")]
    [InlineData("recovery step")]
    [InlineData("reset factors")]
    public async Task It_looks_right(string what)
    {
        var ada = await server.NewUserAsync("Ada Example");
        await using var open = what == "reset factors"
            ? await OpenPage.OpenAsync(chromium, await server.AddressAsync(), "/admin/users")
            : await OpenPage.OpenAsync(chromium, SecondStep.ByName(await server.AddressAsync()), "/account", by: ada);
        await ShowAsync(open, what, ada);
        await open.ShouldLookRightAsync(what);
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
