using FsCheck;
using FsCheck.Fluent;
using Throughline.Domain.Projects;
using Throughline.Domain.Stories;
using Throughline.Domain.Tasks;
using Throughline.Domain.Work;

namespace Throughline.Domain.Tests.Histories;

/// <summary>Random steps: mostly what people do, sometimes what they must not.</summary>
public static class Steps
{
    /// <summary>Up to a hundred steps; shrunk by leaving out ever smaller parts.</summary>
    public static Arbitrary<Step[]> Some { get; } = Arb.From(Gen.Choose(0, 100).SelectMany(n => Any.ArrayOf(n)), Parts);

    /// <summary>The same steps for the same seed, for tests elsewhere that need a life-like history.</summary>
    public static Step[] Sample(int seed, int count) => Any.ArrayOf(count).Sample(1, new Rnd((ulong)seed, 1), 100).Single();

    static Gen<Step> Any => Gen.Frequency(
        (1, Of(CreateProject, _ => Claim.None)),
        (2, Of(EditProject, AnyClaim)),
        (1, Of(Gen.Constant(new DeleteProject(default, null, null, null)), AnyClaim)),
        (4, Of(CreateStory, _ => Claim.None)),
        (4, Of(ImportStory, _ => Claim.None)),
        (8, Of(EditStory, AnyClaim)),
        (8, Of(MoveStory, _ => Claim.None)),
        (2, Of(Gen.Constant(new DeleteStory(default, null)), AnyClaim)),
        (5, Of(Task.Select(t => new AddTask(default, t)), _ => Claim.None)),
        (14, Of(EditTask, AnyClaim)),
        (3, Of(Gen.Constant(new DeleteTask(default, null)), AnyClaim)),
        (12, Of(ClaimTasks, _ => Claim.None)),
        (8, Of(AnySeconds.Where(s => s.Value >= 0).Select(s => new CompleteTask(default, 0, s)), AnyClaim)),
        (8, Of(ReleaseTask, AnyClaim)),
        (2, Of(Gen.Constant(new RequeueTask(default)), _ => Claim.None)),
        (4, Of(Gen.Constant(new ExpireLeases(Binding.Attempts)), AnyClaim, 0, 6_000_000, 40_000_000)),
        (4, Of(Mostly(4, Gen.Constant(false), Gen.Constant(true)).Select(leaves => new SendHeartbeat(default, UserId.Local, leaves)), _ => Claim.None)));

    /// <param name="waits">Microseconds that may lie between the step before and it.</param>
    static Gen<Step> Of<T>(Gen<T> commands, Func<int, Claim> claim, params int[] waits) where T : notnull =>
        from command in commands
        from pick in Gen.Choose(0, 9_999)
        from dice in Gen.Choose(0, 9)
        from wait in Gen.Elements(waits.Length > 0 ? waits : [0, 0, 1, 999, 1_500_000])
        select new Step(command, pick, claim(dice), wait);

    static Claim AnyClaim(int dice) => dice switch { < 3 => Claim.None, < 9 => Claim.Current, _ => Claim.Stale };

    static Gen<CreateProject> CreateProject =>
        from key in Mostly(9, Gen.Elements("TL", "OPS", "A1", "WEB2", "LONGESTKEY"), Gen.Elements("", "tl", "1A", "TOOLONGAKEY"))
        from name in Line
        select new CreateProject(default, key, name);

    // Seldom archived, and soon back: a history in which nothing may happen tells nothing.
    static Gen<EditProject> EditProject =>
        from name in Maybe(Line)
        from key in Mostly(4, Gen.Constant(default(Optional<string?>)), Gen.Elements("TL", "OPS", "NEW", "no").Select(k => new Optional<string?>(k)))
        from archived in Mostly(3, Gen.Constant(default(Optional<bool>)), Gen.Elements(true, false, false).Select(a => new Optional<bool>(a)))
        from limits in Maybe(Gen.Elements(null, new WipLimits(), new WipLimits(3, 2), new WipLimits(null, 0, true)))
        select new EditProject(default, name!, key, archived, null, limits);

    static Gen<CreateStory> CreateStory =>
        from title in Line
        from description in Texts.Body
        from status in AnyStatus
        from priority in AnyPriority
        from labels in Texts.Labels
        from assignee in Assignee
        from count in Gen.Choose(0, 3)
        from tasks in Task.ListOf(count)
        from external in Mostly(3, Gen.Constant<string?>(null), ExternalKey.Select(k => (string?)k))
        select new CreateStory(default, default, title, description, status, priority, labels, assignee, [.. tasks], external);

    static Gen<ImportStory> ImportStory =>
        from external in ExternalKey
        from title in Line
        from description in Maybe(Texts.Body)
        from status in Maybe(AnyStatus)
        from priority in Maybe(AnyPriority)
        from labels in Maybe(Texts.Labels)
        from estimate in Maybe(Gen.OneOf(Gen.Constant<Seconds?>(null), AnySeconds.Select(s => (Seconds?)s)))
        select new ImportStory(default, default, default, external, title, description!, status, priority, labels!, estimate);

    static Gen<EditStory> EditStory =>
        from title in Maybe(Line)
        from description in Maybe(Texts.Body)
        from status in Maybe(AnyStatus)
        from priority in Maybe(AnyPriority)
        from labels in Maybe(Texts.Labels)
        from assignee in Maybe(Assignee)
        from complete in Gen.Elements(true, false)
        select new EditStory(default, title!, description!, status, priority, labels!, assignee, complete, null);

    static Gen<MoveStory> MoveStory =>
        from status in Maybe(AnyStatus)
        from priority in Maybe(AnyPriority)
        from assignee in Maybe(Assignee)
        from labels in Maybe(Texts.Labels)
        from complete in Gen.Elements(true, false)
        from after in Gen.Elements<StoryId?>(null, default(StoryId))
        from before in Gen.Elements<StoryId?>(null, default(StoryId))
        select new MoveStory(default, status, priority, assignee, labels!, complete, after, before);

    static Gen<NewTask> Task =>
        from title in Line
        from description in Texts.Body
        from status in AnyStatus
        from estimate in AnySeconds
        from spent in AnySeconds
        select new NewTask(default, title, description, status, estimate, spent);

    static Gen<EditTask> EditTask =>
        from title in Maybe(Line)
        from description in Maybe(Texts.Body)
        from status in Mostly(3, AnyStatus.Select(s => new Optional<Status>(s)), Gen.Constant(default(Optional<Status>)))
        from estimate in Maybe(AnySeconds)
        from spent in Maybe(AnySeconds)
        select new EditTask(default, title!, description!, status, estimate, spent, null);

    static Gen<ClaimTasks> ClaimTasks =>
        from worker in Line
        from actor in Mostly(9, Gen.Constant(UserId.Local), Gen.Constant(new UserId(Guid.AllBitsSet)))
        from count in Mostly(30, Gen.Choose(1, 3), Gen.Elements(0, -1, Domain.Work.ClaimTasks.CountAtMost + 1))
        from wait in Mostly(30, Gen.Choose(0, 60), Gen.Elements(-1, 61))
        from lease in Mostly(30, Gen.Elements(5, 5, 30, 3600), Gen.Elements(4, 3601))
        select new ClaimTasks(default, default, actor, worker, count, wait, new(lease));

    static Gen<ReleaseTask> ReleaseTask =>
        from spent in AnySeconds.Where(s => s.Value >= 0)
        from reason in Gen.OneOf(Gen.Constant<string?>(null), Texts.Body.Select(t => (string?)t))
        from failed in Gen.Elements(true, false)
        select new ReleaseTask(default, 0, spent, reason, failed);

    static Gen<string> Line => Mostly(30, Texts.Line, Gen.Elements("", " ", "two\nlines", "half \ud83d"));

    // Few, so that they meet.
    static Gen<string> ExternalKey => Mostly(30, Gen.Elements("XD-1", "XD-2", "XD-3", "ÄÖ 4"), Gen.Elements("", "two\nlines"));

    static Gen<Status> AnyStatus => Gen.Elements(Status.Open, Status.Open, Status.InProgress, Status.Done);

    static Gen<Priority> AnyPriority => Gen.Elements(Enum.GetValues<Priority>());

    static Gen<UserId?> Assignee => Gen.Elements<UserId?>(null, UserId.Local, new UserId(Guid.AllBitsSet));

    static Gen<Seconds> AnySeconds =>
        Mostly(30, Gen.Elements(0L, 60, 5400, Seconds.Longest), Gen.Elements(-1L, Seconds.Longest + 1)).Select(s => new Seconds(s));

    static Gen<Optional<T>> Maybe<T>(Gen<T> values) =>
        Mostly(3, Gen.Constant(default(Optional<T>)), values.Select(v => new Optional<T>(v)));

    static Gen<T> Mostly<T>(int times, Gen<T> these, Gen<T> those) => Gen.Frequency((times, these), (1, those));

    /// <summary>What is left when parts of it are left out, great ones first.</summary>
    internal static IEnumerable<T[]> Parts<T>(T[] steps)
    {
        for (var size = steps.Length / 2; size > 0; size /= 2)
            for (var from = 0; from + size <= steps.Length; from += size)
                yield return [.. steps[..from], .. steps[(from + size)..]];
        if (steps.Length == 1)
            yield return [];
    }
}
