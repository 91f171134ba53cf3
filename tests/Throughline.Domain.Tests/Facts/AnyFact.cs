using FsCheck;
using FsCheck.Fluent;
using Throughline.Domain.Facts;
using Throughline.Domain.Tests.Histories;

namespace Throughline.Domain.Tests.Facts;

/// <summary>Random facts by type, wilder than any decision makes them: what was written once must be read whatever it says.</summary>
public static class AnyFact
{
    public static IReadOnlyDictionary<string, Gen<FactData>> ByType { get; } = new Dictionary<string, Gen<FactData>>(StringComparer.Ordinal)
    {
        [ProjectCreated.TypeName] = from key in Text from name in Text select (FactData)new ProjectCreated(key, name),
        [ProjectEdited.TypeName] =
            from name in Change(Text)
            from version in Change(Number)
            select (FactData)new ProjectEdited(name, version),
        [ProjectDeleted.TypeName] =
            from key in Text
            from name in Text
            from version in Number
            select (FactData)new ProjectDeleted(key, name, version),
        [StoryCreated.TypeName] =
            from number in Number
            from title in Text
            from description in Text
            from status in Status
            from priority in Priority
            from labels in Texts.Labels
            from assignee in Assignee
            from external in ExternalKey
            select (FactData)new StoryCreated(number, title, description, status, priority, labels, assignee, external),
        [StoryEdited.TypeName] =
            from version in Change(Number)
            from title in Maybe(Text)
            from description in Maybe(Text)
            from priority in Maybe(Priority)
            from labels in Maybe(Texts.Labels)
            from assignee in Maybe(Assignee)
            select (FactData)new StoryEdited(version)
            {
                Title = title,
                Description = description,
                Priority = priority,
                Labels = labels,
                AssigneeId = assignee,
            },
        [StoryMoved.Started] = StoryMove((0, 1)),
        [StoryMoved.Completed] = StoryMove((0, 2), (1, 2)),
        [StoryMoved.Reopened] = StoryMove((2, 0), (2, 1)),
        [StoryMoved.Unstarted] = StoryMove((1, 0)),
        [StoryDeleted.TypeName] =
            from number in Number
            from title in Text
            from description in Text
            from status in Status
            from priority in Priority
            from labels in Texts.Labels
            from version in Number
            from assignee in Assignee
            from external in ExternalKey
            select (FactData)new StoryDeleted(number, title, description, status, priority, labels, version, assignee, external),
        [TaskCreated.TypeName] =
            from story in Story
            from title in Text
            from description in Text
            from status in Status
            from estimate in Time
            from spent in Time
            select (FactData)new TaskCreated(story, title, description, status, estimate, spent),
        [TaskEdited.TypeName] =
            from story in Story
            from version in Change(Number)
            from title in Maybe(Text)
            from description in Maybe(Text)
            from estimate in Maybe(Time)
            from spent in Maybe(Time)
            select (FactData)new TaskEdited(story, version)
            {
                Title = title,
                Description = description,
                Estimate = estimate,
                TimeSpent = spent,
            },
        [TaskMoved.Started] = TaskMove((0, 1)),
        [TaskMoved.Completed] = TaskMove((0, 2), (1, 2)),
        [TaskMoved.Reopened] = TaskMove((2, 0), (2, 1)),
        [TaskMoved.Unstarted] = TaskMove((1, 0)),
        [TaskDeleted.TypeName] =
            from story in Story
            from title in Text
            from description in Text
            from status in Status
            from estimate in Time
            from spent in Time
            from version in Number
            select (FactData)new TaskDeleted(story, title, description, status, estimate, spent, version),
    };

    static Gen<string> Text => Texts.Body;

    static Gen<int> Number => Gen.OneOf(Gen.Choose(1, 100), Gen.Constant(int.MaxValue));

    static Gen<Seconds> Time => Gen.Elements(0, 1, 3600, Seconds.Longest).Select(s => new Seconds(s));

    static Gen<Status> Status => Gen.Elements(Enum.GetValues<Status>());

    static Gen<Priority> Priority => Gen.Elements(Enum.GetValues<Priority>());

    static Gen<StoryId> Story => Gen.Fresh(() => new StoryId(Guid.NewGuid()));

    static Gen<UserId?> Assignee => Gen.Elements<UserId?>(null, UserId.Local, new UserId(Guid.AllBitsSet));

    static Gen<string?> ExternalKey => Gen.OneOf(Gen.Constant<string?>(null), Text.Select(t => (string?)t));

    static Gen<Changed<T>> Change<T>(Gen<T> values) => values.Two().Select(v => new Changed<T>(v.Item1, v.Item2));

    static Gen<Changed<T>?> Maybe<T>(Gen<T> values) =>
        Gen.OneOf(Gen.Constant<Changed<T>?>(null), Change(values).Select(c => (Changed<T>?)c));

    static Gen<FactData> StoryMove(params (int, int)[] moves) =>
        from status in Move(moves) from version in Maybe(Number) select (FactData)new StoryMoved(status, version);

    static Gen<FactData> TaskMove(params (int, int)[] moves) =>
        from story in Story from status in Move(moves) from version in Maybe(Number) select (FactData)new TaskMoved(story, status, version);

    static Gen<Changed<Status>> Move((int Old, int New)[] moves) =>
        Gen.Elements(moves).Select(m => new Changed<Status>((Status)m.Old, (Status)m.New));
}
