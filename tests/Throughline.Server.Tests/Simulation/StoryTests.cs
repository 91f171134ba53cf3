using Shouldly;
using Throughline.Domain;
using Throughline.Server.Features.Simulation;
using Throughline.Server.Features.Simulation.Content;
using Throughline.Server.Features.Simulation.Engine;
using Xunit;

namespace Throughline.Server.Tests.Simulation;

/// <summary>What a simulation makes up depends on its seed and on nothing else.</summary>
public sealed class StoryTests
{
    static readonly TaskCount Usual = new(1, 5);

    [Fact]
    public void The_same_seed_makes_the_same_bytes_in_any_order_and_on_any_thread()
    {
        var inOrder = Enumerable.Range(0, 500).Select(i => Bytes(i, seed: 7)).ToList();

        var backwards = Enumerable.Range(0, 500).Reverse().AsParallel().WithDegreeOfParallelism(8).Select(i => (i, Bytes: Bytes(i, seed: 7))).ToList();
        foreach (var (i, bytes) in backwards)
            bytes.ShouldBe(inOrder[i]);
    }

    [Fact]
    public void Another_seed_makes_other_stories()
    {
        var seven = Enumerable.Range(0, 200).Select(i => Bytes(i, seed: 7)).ToHashSet(StringComparer.Ordinal);
        Enumerable.Range(0, 200).Count(i => seven.Contains(Bytes(i, seed: 8))).ShouldBe(0);
    }

    /// <summary>Written down, so that a later version makes the same stories of the same seed.</summary>
    [Fact]
    public void The_first_story_of_seed_7_is_this_one()
    {
        var story = SimulatedStory.Number(0, 7, Usual);
        story.Title.ShouldBe("Let dispatchers duplicate response times with the keyboard alone");
        story.Description.ShouldBe("Without it dispatchers keep their own lists of response times. The visit form keeps its column widths meanwhile. "
            + "It is done when the guide shows it with an example.");
        (story.Priority, string.Join(' ', story.Labels)).ShouldBe((Priority.None, "service feature"));
        story.Tasks.Select(t => $"{t.Title}, {t.Estimate.Value}").ShouldBe(
        [
            "Add the endpoint for response times, 9480", "Build the page part in the visit form, 13560", "Write the guide for dispatchers, 9780",
            "Add response times to the demonstration data, 11400",
        ]);
    }

    [Fact]
    public void Every_text_is_whole_and_every_story_may_be_stored()
    {
        for (var i = 0; i < 5000; i++)
        {
            var story = SimulatedStory.Number(i, 42, Usual);
            var rules = new InputRules();
            rules.Line("title", story.Title);
            rules.Body("description", story.Description);
            rules.Labels("labels", [.. story.Labels]);
            foreach (var task in story.Tasks)
                rules.Line("task", task.Title);
            rules.Refusal.ShouldBeNull();
            foreach (var text in story.Tasks.Select(t => t.Title).Append(story.Title).Append(story.Description))
            {
                text.ShouldNotContain('{');
                char.IsUpper(text[0]).ShouldBeTrue(text);
            }
            story.Description.Split(". ").Length.ShouldBeInRange(1, 3);
            story.Tasks.Count.ShouldBeInRange(1, 5);
            story.Tasks.Select(t => t.Title).ShouldBeUnique();
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    public void A_story_has_as_many_tasks_as_it_is_asked_for(int count)
    {
        for (var i = 0; i < 20; i++)
        {
            var tasks = SimulatedStory.Number(i, 1, new TaskCount(count, count)).Tasks;
            tasks.Count.ShouldBe(count);
            tasks.Select(t => t.Title).ShouldBeUnique();
        }
    }

    [Fact]
    public void Task_counts_and_words_spread()
    {
        var stories = Enumerable.Range(0, 5000).Select(i => SimulatedStory.Number(i, 3, Usual)).ToList();
        foreach (var count in stories.CountBy(s => s.Tasks.Count))
            count.Value.ShouldBeInRange(850, 1150, $"{count.Key} tasks");
        stories.CountBy(s => s.Labels[0]).Count().ShouldBe(10);
        stories.CountBy(s => s.Priority).Count().ShouldBe(5);
        stories.Select(s => s.Title).Distinct().Count().ShouldBeGreaterThan(1500);
    }

    static string Bytes(int number, int seed) =>
        System.Text.Encoding.UTF8.GetString(StoryLines.Write(default, [SimulatedStory.Number(number, seed, Usual)]));
}
