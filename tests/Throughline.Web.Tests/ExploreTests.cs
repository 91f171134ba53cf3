using System.IO.Compression;
using Microsoft.Playwright;
using Shouldly;
using Throughline.Server.Tests.Postgres;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>Any statistic, at any resolution, in any time zone: chosen, followed, opened, and taken along.</summary>
public sealed class ExploreTests(Chromium chromium, RunningServer server)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_statistic_is_chosen_followed_opened_and_taken_along()
    {
        var project = await server.NewProjectAsync();
        await project.AddStoriesAsync(12);
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/explore?zone=UTC", width: 1440, height: 900);
        var page = open.Page;
        await Expect(open.Heading).ToHaveTextAsync("Explore");
        await TotalBecomesAsync(page, "Stories created", "12");
        var table = page.GetByRole(AriaRole.Group, new() { Name = "The numbers as a table" });
        await Expect(table.GetByRole(AriaRole.Row)).ToHaveCountAsync(30);

        // It follows what others do.
        await project.AddStoryAsync("One that comes while somebody looks");
        await TotalBecomesAsync(page, "Stories created", "13");

        await page.GetByLabel("Compare with").SelectOptionAsync("previous");
        await Expect(table.GetByRole(AriaRole.Columnheader, new() { Name = "Stories created, change" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Time zone" }).ClickAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Time zone" }).FillAsync("kathm");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => url.Contains("zone=Asia/Kathmandu", StringComparison.Ordinal));
        await open.Button("Add series").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Stories open" }).ClickAsync();
        await TotalBecomesAsync(page, "Stories open", "13");
        await open.ShouldLookRightAsync("explore bars");
        await page.SetViewportSizeAsync(1440, 900);

        await page.GetByRole(AriaRole.Radio, new() { Name = "Line" }).ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("view=line", StringComparison.Ordinal));
        // What the address says is there again; and the facts behind a point, by the keyboard.
        await page.ReloadAsync();
        await TotalBecomesAsync(page, "Stories open", "13");
        await open.Button("Remove Stories open").ClickAsync();
        var chart = page.GetByRole(AriaRole.Group, new() { Name = "Chart of " });
        await chart.FocusAsync();
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.PressAsync("Enter");
        var facts = page.GetByRole(AriaRole.Dialog, new() { Name = "Behind this point" });
        await Expect(facts.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(13);
        await Expect(facts.GetByText("One that comes while somebody looks")).ToBeVisibleAsync();
        await open.ShouldPassAxeAsync();
        await page.Keyboard.PressAsync("Escape");

        var csv = (await File.ReadAllTextAsync(await DownloadAsync(open, "Table as CSV"), Cancel)).Split("\r\n");
        csv[0].ShouldContain("UTC,Day (Asia/Kathmandu),Stories created,\"Stories created, the period before\",Stories completed");
        csv.Length.ShouldBe(30);
        csv[28].ShouldMatch(@",13,0,0,0$");
        using (var workbook = ZipFile.OpenRead(await DownloadAsync(open, "Table as XLSX")))
        {
            using var sheet = new StreamReader(workbook.GetEntry("xl/worksheets/sheet1.xml")!.Open());
            (await sheet.ReadToEndAsync(Cancel)).ShouldContain("<v>13</v>");
        }
        (await File.ReadAllBytesAsync(await DownloadAsync(open, "Chart as PNG"), Cancel)).Take(4).ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G']);

        // A split has its parts, and what can't be answered says what can.
        await page.GetByLabel("Split by").SelectOptionAsync("person");
        await TotalBecomesAsync(page, Account.Owner.Name, "13");
        await open.ShouldLookRightAsync("explore split");
        await page.SetViewportSizeAsync(1440, 900);
        await page.GetByLabel("Split by").SelectOptionAsync("");
        await page.GetByLabel("Range", new() { Exact = true }).SelectOptionAsync("1y");
        await page.GetByLabel("Resolution").SelectOptionAsync("minute");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This can’t be shown");
        await open.ShouldLookRightAsync("explore refused");
        await page.SetViewportSizeAsync(1440, 900);
        await open.Button("Show the last 28 days by day").ClickAsync();
        await TotalBecomesAsync(page, "Stories created", "13");
    }

    [Fact]
    public async Task At_midnight_of_the_zone_a_new_day_begins_by_itself()
    {
        // The server is there some seconds before the day ends in Stockholm.
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");
        var now = TimeProvider.System.GetUtcNow();
        var today = TimeZoneInfo.ConvertTime(now, zone).Date;
        var offset = TimeZoneInfo.ConvertTimeToUtc(today.AddDays(1), zone) - TimeSpan.FromSeconds(45) - now.UtcDateTime;
        await using var shifted = new RunningServer { Variables = [("THROUGHLINE_JOURNAL__CLOCKOFFSET", offset.ToString("c"))] };
        var project = await shifted.NewProjectAsync();
        await project.AddStoriesAsync(3);
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/explore?zone=Europe/Stockholm&range=7d");
        var rows = open.Page.GetByRole(AriaRole.Group, new() { Name = "The numbers as a table" }).Locator("tbody tr");
        await Expect(rows.First).ToContainTextAsync(Named(today));
        await Expect(rows.First.Locator("td").First).ToHaveTextAsync("3");
        await Expect(rows).ToHaveCountAsync(7);
        await open.Page.EvaluateAsync("() => { window.isTheSamePage = true }");

        await Expect(rows.First).ToContainTextAsync(Named(today.AddDays(1)), new() { Timeout = 60_000 });
        await Expect(rows.First.Locator("td").First).ToHaveTextAsync("0");
        await Expect(rows).ToHaveCountAsync(7);
        await Expect(rows.Nth(1)).ToContainTextAsync(Named(today));
        await project.AddStoryAsync("The first of the day");
        await Expect(rows.First.Locator("td").First).ToHaveTextAsync("1");
        await Expect(rows.Nth(1).Locator("td").First).ToHaveTextAsync("3");
        (await open.Page.EvaluateAsync<bool>("() => window.isTheSamePage")).ShouldBeTrue();
        open.ShouldBeSilent();
    }

    // Months are named differently here and there.
    static string Named(DateTime date) => date.ToString("ddd d ", System.Globalization.CultureInfo.InvariantCulture);

    static Task TotalBecomesAsync(IPage page, string name, string total) => Expect(page.Locator($"[data-total='{name}']")).ToHaveTextAsync(total);

    static async Task<string> DownloadAsync(OpenPage open, string kind)
    {
        await open.Button("Export").ClickAsync();
        var download = await open.Page.RunAndWaitForDownloadAsync(() => open.Page.GetByRole(AriaRole.Menuitem, new() { Name = kind }).ClickAsync());
        return await download.PathAsync();
    }
}
