using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>The filter above the stories: one text with two faces.</summary>
public sealed class FilterTests(Chromium chromium, RunningServer server)
{
    [Theory, InlineData(ColorScheme.Light), InlineData(ColorScheme.Dark)]
    public async Task A_filter_is_typed_completed_corrected_and_kept(ColorScheme theme)
    {
        var project = await server.NewProjectAsync();
        await project.Api.BatchAsync(
        [
            new { projectId = project.Id, title = "Drop telemetry frames with a bad checksum", labels = (string[])["telemetry"], priority = "Urgent", status = "Open" },
            new { projectId = project.Id, title = "Limit the downlink rate", labels = (string[])["telemetry", "needs design"], priority = "High", status = "Open" },
            new { projectId = project.Id, title = "Keep the last resets", labels = (string[])["boot"], priority = "Low", status = "Done" },
        ]);
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/stories", theme);
        await open.IsLiveAsync();
        await Expect(open.Row("Keep the last resets")).ToBeVisibleAsync();
        var (keys, field) = (open.Page.Keyboard, open.Page.GetByRole(AriaRole.Combobox, new() { Name = "Filter" }));
        var choices = open.Page.GetByRole(AriaRole.Listbox, new() { Name = "Suggestions" }).GetByRole(AriaRole.Option);

        // By keys alone: a field, then its value with how many have it.
        await keys.PressAsync("/");
        await Expect(field).ToBeFocusedAsync();
        await keys.TypeAsync("lab");
        await Expect(choices).ToHaveCountAsync(1);
        await keys.PressAsync("Tab");
        await Expect(field).ToHaveValueAsync("label:");
        await Expect(choices.First).ToContainTextAsync("telemetry");
        await Expect(choices.First).ToContainTextAsync("2");
        await open.ShouldPassAxeAsync();
        await PictureAsync(open, $"filter-completion-{theme}");
        await keys.PressAsync("Tab");
        await Expect(field).ToHaveValueAsync("label:telemetry ");
        await Expect(open.Row("Keep the last resets")).ToHaveCountAsync(0);
        await open.Page.WaitForURLAsync("**/stories?filter=label:telemetry*");

        // What is wrong is told, and the list stays.
        await keys.TypeAsync("updated:<7x");
        await Expect(open.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("7x is not a span");
        await Expect(open.Row("Limit the downlink rate")).ToBeVisibleAsync();
        await open.ShouldPassAxeAsync();
        await PictureAsync(open, $"filter-error-{theme}");
        await keys.PressAsync("Backspace");
        await keys.TypeAsync("d -\"needs design\" dwonlink");
        await Expect(open.Page.GetByText("No story matches the filter")).ToBeVisibleAsync();
        await open.Button("downlink").ClickAsync();
        await Expect(open.Row("Limit the downlink rate")).ToBeVisibleAsync();

        // A reload shows the same; a part is taken out by its chip.
        await open.Page.ReloadAsync();
        await Expect(open.Row("Limit the downlink rate")).ToBeVisibleAsync();
        await Expect(field).ToHaveValueAsync("label:telemetry updated:<7d -\"needs design\" downlink");
        await PictureAsync(open, $"filter-chips-{theme}");
        await open.Button("Remove Text downlink").ClickAsync();
        await Expect(open.Row("Drop telemetry frames")).ToBeVisibleAsync();

        // What changes elsewhere comes and goes by itself.
        await field.FillAsync("status:done label:telemetry");
        await Expect(open.Page.GetByText("No story matches the filter")).ToBeVisibleAsync();
        await project.Api.PatchAsync($"/api/stories/{(await project.Api.GetAsync($"/api/stories?projectId={project.Id}&filter=downlink"))["items"]![0]!["id"]}", new { status = "Done" });
        await Expect(open.Row("Limit the downlink rate")).ToBeVisibleAsync();
        await open.Page.SetViewportSizeAsync(360, 740);
        await open.ShouldFitAsync();
        await PictureAsync(open, $"filter-narrow-{theme}");
        open.ShouldBeSilent();
    }

    static async Task PictureAsync(OpenPage open, string name)
    {
        if (Environment.GetEnvironmentVariable("THROUGHLINE_PICTURES") is { Length: > 0 } folder)
            await open.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
    }
}
