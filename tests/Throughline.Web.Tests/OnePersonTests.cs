using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>A page is one person's: whoever comes after them in the same browser sees nothing of theirs.</summary>
public sealed class OnePersonTests(Chromium chromium, RunningServer server)
{
    [Fact]
    public async Task Signing_out_on_one_page_clears_the_others()
    {
        var project = await server.NewProjectAsync();
        var ada = await server.NewUserAsync("Ada");
        await project.AddMemberAsync(ada, "Viewer");
        await project.AddStoryAsync("For my eyes only");
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/dashboard", by: ada);
        var other = await open.AnotherAsync($"{project.Path}/stories");
        await Expect(other.Row("For my eyes only")).ToBeVisibleAsync();

        await open.SignOutAsync("Ada");

        await Expect(open.Heading).ToHaveTextAsync("Sign in to Throughline");
        await Expect(other.Heading).ToHaveTextAsync("Sign in to Throughline");
        await Expect(other.Page.GetByText("For my eyes only")).ToHaveCountAsync(0);
        // Not by going back either.
        await other.Page.GotoAsync($"{project.Path}/stories");
        await Expect(other.Heading).ToHaveTextAsync("Sign in to Throughline");
        (await open.Page.EvaluateAsync<string>("JSON.stringify(localStorage)")).ShouldNotContain(project.Key);
    }

    [Fact]
    public async Task Signing_in_on_one_page_opens_the_others_that_wait_at_the_door()
    {
        var project = await server.NewProjectAsync();
        var ada = await server.NewUserAsync("Ada");
        await project.AddMemberAsync(ada, "Worker");
        await using var open = await OpenPage.AnonymousAsync(chromium, project.Api.Address, $"{project.Path}/workers");
        await Expect(open.Heading).ToHaveTextAsync("Sign in to Throughline");
        var other = await open.AnotherAsync("/sign-in");

        await other.Page.GetByLabel("Email").FillAsync(ada.Email);
        await other.Password("Password").FillAsync(ada.Password);
        await other.Button("Sign in").ClickAsync();

        await Expect(open.Heading).ToHaveTextAsync("Workers");
        await open.IsLiveAsync();
    }

    [Fact]
    public async Task Two_people_one_after_the_other_see_nothing_of_each_other()
    {
        var (hers, his) = (await server.NewProjectAsync(), await server.NewProjectAsync());
        var (ada, ben) = (await server.NewUserAsync("Ada"), await server.NewUserAsync("Ben"));
        await hers.AddMemberAsync(ada, "Member");
        await his.AddMemberAsync(ben, "Member");
        await hers.AddStoryAsync("Ada's story");
        await his.AddStoryAsync("Ben's story");
        await using var open = await OpenPage.OpenAsync(chromium, hers.Api.Address, $"{hers.Path}/stories", by: ada);
        var second = await open.AnotherAsync($"{hers.Path}/stories");
        foreach (var page in (OpenPage[])[open, second])
        {
            await page.IsLiveAsync();
            await Expect(page.Row("Ada's story")).ToBeVisibleAsync();
        }
        // Whatever is ever shown from here on is looked at, also between two looks of the test.
        await second.Page.Context.AddInitScriptAsync("""
            window.seen = []
            new MutationObserver(() => { if (document.body?.textContent.includes("Ada's")) window.seen.push(document.body.textContent) })
              .observe(document, { subtree: true, childList: true, characterData: true })
            """);

        await open.SignOutAsync("Ada");
        await Expect(second.Heading).ToHaveTextAsync("Sign in to Throughline");
        await hers.AddStoryAsync("Ada's next story");
        await open.Page.GetByLabel("Email").FillAsync(ben.Email);
        await open.Password("Password").FillAsync(ben.Password);
        await open.Button("Sign in").ClickAsync();
        await Expect(open.Person("Ben")).ToBeVisibleAsync();
        await Expect(second.Person("Ben")).ToBeVisibleAsync();

        await second.Page.GotoAsync($"{his.Path}/stories");
        await Expect(second.Row("Ben's story")).ToBeVisibleAsync();
        await second.IsLiveAsync();
        await hers.AddStoryAsync("Ada's third story");
        await his.AddStoryAsync("Ben's next story");
        await Expect(second.Row("Ben's next story")).ToBeVisibleAsync();
        foreach (var page in (OpenPage[])[open, second])
            (await page.Page.EvaluateAsync<string[]>("window.seen")).ShouldBeEmpty();
        await second.Page.GotoAsync($"{hers.Path}/stories");
        await Expect(second.Heading).ToHaveTextAsync("There is nothing at this address");
        await Expect(second.Page.GetByText(hers.Key)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_sign_in_that_ends_elsewhere_ends_its_pages_and_leads_back_to_where_they_were()
    {
        var project = await server.NewProjectAsync();
        var ada = await server.NewUserAsync("Ada");
        await project.AddMemberAsync(ada, "Member");
        await project.AddStoryAsync("Follow the journal");
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/stories", by: ada);
        await open.IsLiveAsync();
        await Expect(open.Row("Follow the journal")).ToBeVisibleAsync();

        await project.Api.PatchAsync($"/api/users/{ada.Id}", new { isDisabled = true });

        await Expect(open.Heading).ToHaveTextAsync("Sign in to Throughline");
        await Expect(open.Page.GetByText("Follow the journal")).ToHaveCountAsync(0);
        await project.Api.PatchAsync($"/api/users/{ada.Id}", new { isDisabled = false });
        await open.Page.GetByLabel("Email").FillAsync(ada.Email);
        await open.Password("Password").FillAsync(ada.Password);
        await open.Button("Sign in").ClickAsync();
        await Expect(open.Row("Follow the journal")).ToBeVisibleAsync();
    }
}
