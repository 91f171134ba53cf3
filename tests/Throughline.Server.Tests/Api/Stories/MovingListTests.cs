using Shouldly;
using Xunit;

namespace Throughline.Server.Tests.Api.Stories;

/// <summary>Lists while their rows come, go and move.</summary>
public sealed class MovingListTests
{
    [Theory]
    [InlineData("created")]
    [InlineData("-created")]
    [InlineData("title")]
    [InlineData("-priority")]
    public async Task Stories_that_stay_are_listed_exactly_once_while_others_come_and_move(string sort)
    {
        await using var server = await TestServer.StartAsync();
        var api = server.Api;
        await api.CreateProjectAsync();
        var (stays, moves) = (new List<string>(), new Queue<string>());
        for (var i = 0; i < 60; i++)
        {
            var made = await api.CreateStoryAsync($"Story {i % 7}");
            if (i % 3 == 0) moves.Enqueue(made.Id);
            else stays.Add(made.Id);
        }
        var step = 0;

        var pages = await api.PagesAsync($"/api/stories?limit=4&sort={sort}", async () =>
        {
            await api.CreateStoryAsync($"Story {step++}");
            if (moves.TryDequeue(out var moved))
                (await (step % 2 == 0
                    ? api.DeleteAsync($"/api/stories/{moved}")
                    : api.PatchAsync($"/api/stories/{moved}", """{"title":"A moved one","priority":"Urgent"}"""))).Status.ShouldBeInRange(200, 204);
        });

        var listed = pages.SelectMany(p => p).Select(s => (string)s["id"]!).ToList();
        listed.Where(stays.Contains).Order(StringComparer.Ordinal).ShouldBe(stays.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_list_that_did_not_change_is_not_sent_again()
    {
        await using var server = await TestServer.StartAsync();
        var api = server.Api;
        var mine = (await api.CreateProjectAsync("MINE")).Id;
        var other = (await api.CreateProjectAsync("OTHER")).Id;
        var story = await api.CreateStoryAsync(more: $"\"projectId\":\"{mine}\"");
        var path = $"/api/stories?projectId={mine}";
        var first = (await api.GetAsync(path)).ShouldBe(200);

        await api.CreateStoryAsync(more: $"\"projectId\":\"{other}\"");
        var same = (await api.GetAsync(path, ("If-None-Match", first.ETag!))).ShouldBe(304);
        same.Text.ShouldBeEmpty();
        same.ETag.ShouldBe(first.ETag);
        (await api.GetAsync(path, ("If-None-Match", $"\"else\", W/{first.ETag}"))).ShouldBe(304);
        (await api.GetAsync(path, ("If-None-Match", "\"else\""))).ShouldBe(200);

        var task = await api.AddTaskAsync(story.Id);
        var changed = (await api.GetAsync(path, ("If-None-Match", first.ETag!))).ShouldBe(200);
        changed.ETag.ShouldNotBe(first.ETag);
        changed.Position.ShouldBe(task.Position);
        changed["items"]![0]!["tasks"]![0]!.ToString().ShouldBe(task.Id);
    }
}
