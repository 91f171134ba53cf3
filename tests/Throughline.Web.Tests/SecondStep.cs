using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Playwright;

namespace Throughline.Web.Tests;

/// <summary>What somebody has at hand who signs in in two steps: the app that shows codes, and a device that keeps passkeys.</summary>
static class SecondStep
{
    /// <param name="secret">As the page shows it.</param>
    /// <param name="ahead">Steps from now; each code is taken once.</param>
    public static string Code(string secret, int ahead)
    {
        // As an app does it that knows the server only by the secret.
        var bits = string.Concat(secret.Replace(" ", "", StringComparison.Ordinal).Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var key = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var step = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30 + ahead);
#pragma warning disable CA5350 // What apps take.
        var hash = HMACSHA1.HashData(key, step);
#pragma warning restore CA5350
        var code = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & int.MaxValue;
        return (code % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>Turns two-step sign-in on, on the page of the account.</summary>
    /// <returns>The secret and the recovery codes.</returns>
    public static async Task<(string Secret, IReadOnlyList<string> Codes)> TurnOnAsync(OpenPage open, Account account)
    {
        await open.Button("Turn on").ClickAsync();
        var dialog = open.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Your password", new() { Exact = true }).FillAsync(account.Password);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        var secret = await dialog.GetByLabel("Secret of the authenticator").InputValueAsync();
        await dialog.GetByLabel("Code from the app").FillAsync(Code(secret, 0));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Turn on" }).ClickAsync();
        var codes = dialog.GetByRole(AriaRole.List, new() { Name = "Recovery codes" }).GetByRole(AriaRole.Listitem);
        await Assertions.Expect(codes).ToHaveCountAsync(10);
        return (secret, [.. await codes.AllInnerTextsAsync()]);
    }

    /// <summary>Gives the browser a device that keeps passkeys and says of whoever sits there that it is they.</summary>
    public static async Task AddDeviceAsync(IPage page)
    {
        var browser = await page.Context.NewCDPSessionAsync(page);
        await browser.SendAsync("WebAuthn.enable");
        await browser.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }

    /// <summary>The same server by its name: passkeys belong to names.</summary>
    public static Uri ByName(Uri address) => new UriBuilder(address) { Host = "localhost" }.Uri;
}
