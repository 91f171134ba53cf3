using Throughline.Domain.Tests.Work.Model;

namespace Throughline.Domain.Tests.Work;

/// <summary>Whatever workers and a person do to the same tasks in whatever order, leases are as a simple model of their rules says.</summary>
public class LeaseModelTests
{
    [Fact]
    public void After_every_command_answer_and_tasks_are_the_models() => Always.Holds(LeaseCommands.Some, commands =>
    {
        var (model, real) = (new LeaseModel(), new RealLeases());
        var story = new List<string>();
        foreach (var command in commands)
        {
            // Before the model moves on: it knows the epoch that the command means.
            var answer = real.Do(command, model.EpochOf);
            var right = model.Do(command);
            story.Add($"{command} → {answer}");
            answer.ShouldBe(right, string.Join('\n', story));
            real.View.ShouldBe(model.View, string.Join('\n', story));
        }
    }, times: 500);

    [Fact]
    public void The_commands_meet_every_answer_and_every_state_of_a_lease()
    {
        var (answers, states) = (new HashSet<string>(), new HashSet<string>());
        for (var seed = 0; seed < 50; seed++)
        {
            var model = new LeaseModel();
            foreach (var command in LeaseCommands.Sample(seed, 80))
            {
                var answer = model.Do(command);
                answers.Add(answer.StartsWith("claimed", StringComparison.Ordinal) ? $"claimed {answer.Count(c => c == '@')}" : answer);
                states.UnionWith(model.View.Split('\n').SelectMany(l => l.Split(' ', '@')));
            }
        }
        Missing(answers, "claimed 0", "claimed 1", "claimed 2", "claimed 3", "alive", "ended", "taken", "404", "409 lease-lost",
            "409 time-too-long", "409 task-leased", "409 tasks-leased", "409 tasks-open").ShouldBeEmpty();
        Missing(states, "None", "Held", "Completed", "Released", "Expired", "Void", "Open", "InProgress", "Done", "True").ShouldBeEmpty();
    }

    static IEnumerable<string> Missing(HashSet<string> among, params string[] expected) => expected.Except(among, StringComparer.Ordinal);
}
