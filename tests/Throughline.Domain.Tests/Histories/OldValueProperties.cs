using System.Reflection;
using Throughline.Domain.Facts;
using Throughline.Domain.Tasks;
using Throughline.Domain.Work;

namespace Throughline.Domain.Tests.Histories;

/// <summary>
/// Facts tell everything: their old values are the row's before, their new ones the row's after. It looks at members by
/// name, so that it holds for fact types which are yet to come.
/// </summary>
public class OldValueProperties
{
    // What a row gathers from other facts or from the entry around the data; a fact about it need not say it.
    static readonly string[] Gathered = ["Id", "ProjectId", "LastNumber", "StoryCount", "Tasks", "CreatedAt", "UpdatedAt"];

    // What every project and every task begins with, and what is its story's.
    static readonly string[] Beginning = ["Lease", "Attempts", "SetAside", "Failure", "IsArchived", "Limits", "Rank"];

    [Fact]
    public void Each_change_tells_the_true_old_and_new_value() => Always.HoldsInHistories(history =>
    {
        foreach (var (fact, before, after) in Replay(history))
            foreach (var member in fact.Data.GetType().GetProperties().Where(IsChange))
                if (member.GetValue(fact.Data) is { } change)
                {
                    var (old, now) = (Value(change, "Old"), Value(change, "New"));
                    old.ShouldBe(Value(before!, member.Name), $"{fact.Type} {member.Name}");
                    now.ShouldBe(Value(after!, member.Name), $"{fact.Type} {member.Name}");
                    now.ShouldNotBe(old, $"{fact.Type} {member.Name}");
                }
    });

    [Fact]
    public void What_a_fact_does_not_tell_did_not_change() => Always.HoldsInHistories(history =>
    {
        foreach (var (fact, before, after) in Replay(history))
            if (before is not null && after is not null)
                foreach (var member in before.GetType().GetProperties().Where(p => !IsGathered(p)))
                    if (TypesThatTell(member.Name) is { } types)
                        Equals(Value(after, member.Name), Value(before, member.Name)).ShouldBe(!types.Contains(fact.Type), $"{fact.Type} {member.Name}");
                    else if (fact.Data.GetType().GetProperty(member.Name)?.GetValue(fact.Data) is null)
                        Value(after, member.Name).ShouldBe(Value(before, member.Name), $"{fact.Type} {member.Name}");
    });

    [Fact]
    public void A_thing_that_comes_or_goes_is_told_whole() => Always.HoldsInHistories(history =>
    {
        foreach (var (fact, before, after) in Replay(history))
            if ((before is null ? after : after is null ? before : null) is { } row)
                foreach (var member in row.GetType().GetProperties().Where(p => !IsGathered(p)))
                    if (before is null && Beginning.Contains(member.Name))
                        member.GetValue(row).ShouldBe(member.Name switch { "Lease" => Lease.None, "Attempts" => 0, "SetAside" or "IsArchived" => false, _ => null });
                    else if (member.GetValue(row) is Lease lease)
                        (Value(fact.Data, "LeaseEpoch"), Value(fact.Data, "LeaseState"), Value(fact.Data, "SessionId"))
                            .ShouldBe(((object)lease.Epoch, (object)lease.State, (object?)lease.SessionId));
                    else if (fact.Data.GetType().GetProperty(member.Name) is { } told)
                        told.GetValue(fact.Data).ShouldBe(member.GetValue(row), $"{fact.Type} {member.Name}");
                    else
                        (member.Name, before is null).ShouldBe(("Version", true), $"{fact.Type} leaves out {member.Name}");
    });

    [Fact]
    public void Each_move_of_a_lease_tells_its_true_state_before_and_after_and_whose_it_was() => Always.HoldsInHistories(history =>
    {
        foreach (var (fact, before, after) in Replay(history))
            if (fact.Data.GetType().GetProperty("Lease")?.GetValue(fact.Data) is LeaseMove move)
            {
                var (old, now) = (((WorkTask)before!).Lease, ((WorkTask)after!).Lease);
                move.State.ShouldBe(new(old.State, now.State));
                move.State.New.ShouldNotBe(move.State.Old);
                move.LeaseEpoch.ShouldBe(now.Epoch);
                move.SessionId.ShouldBe(now.SessionId ?? old.SessionId);
                (now.ClaimedAt == fact.At, now.ClaimedAt is null).ShouldBe((now.State == LeaseState.Held, now.State != LeaseState.Held));
            }
    });

    [Fact]
    public void The_entry_names_the_project_of_what_it_is_about() => Always.HoldsInHistories(history =>
    {
        foreach (var (fact, before, after) in Replay(history))
        {
            var row = after ?? before!;
            (row is Domain.Projects.Project project ? project.Id : Value(row, "ProjectId")).ShouldBe(fact.ProjectId);
            if (fact.Data.GetType().GetProperty("StoryId") is { } story)
                story.GetValue(fact.Data).ShouldBe(Value(row, "StoryId"));
        }
    });

    static IEnumerable<(Fact Fact, object? Before, object? After)> Replay(History history)
    {
        var state = new State();
        foreach (var fact in history.Facts)
        {
            var before = Find(state, fact);
            state.Apply(fact);
            yield return (fact, before, Find(state, fact));
        }
    }

    static object? Find(State state, Fact fact) => fact.Type.Split('.')[0] switch
    {
        "project" => state.Projects.Find(new(fact.SubjectId)),
        "story" => state.Stories.Find(new(fact.SubjectId)),
        "task" => state.Tasks.Find(new(fact.SubjectId)),
        _ => throw new NotSupportedException($"Say here which row a {fact.Type} fact is about."),
    };

    // A task's priority is its story's.
    static bool IsGathered(PropertyInfo member) => Gathered.Contains(member.Name) || (member.Name, member.DeclaringType) == ("Priority", typeof(WorkTask))
        || !member.CanWrite;

    // Where the type of the fact itself says what changed.
    static string[]? TypesThatTell(string member) => member == "SetAside" ? [TaskSetAside.TypeName, TaskRequeued.TypeName] : null;

    static bool IsChange(PropertyInfo member) =>
        member.PropertyType.IsGenericType && member.PropertyType.GetGenericTypeDefinition() == typeof(Changed<>);

    static object? Value(object of, string member) => of.GetType().GetProperty(member)!.GetValue(of);
}
