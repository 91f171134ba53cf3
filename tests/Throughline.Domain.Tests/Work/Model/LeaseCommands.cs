using FsCheck;
using FsCheck.Fluent;
using Throughline.Domain.Tests.Histories;
using static Throughline.Domain.Tests.Work.Model.LeaseCommand;

namespace Throughline.Domain.Tests.Work.Model;

/// <summary>Random commands; mostly such as do something.</summary>
static class LeaseCommands
{
    public static Arbitrary<LeaseCommand[]> Some { get; } = Arb.From(Gen.Choose(0, 80).SelectMany(n => Any.ArrayOf(n)), Steps.Parts);

    // Seeds that stand close together give much the same.
    public static LeaseCommand[] Sample(int seed, int count) => Any.ArrayOf(count).Sample(1, new Rnd((ulong)seed << 32, 1), 100).Single();

    static Gen<LeaseCommand> Any => Gen.Frequency(
        (9, from worker in Worker from count in Gen.Choose(1, 3) from lease in Gen.Elements(5, 20) select (LeaseCommand)new Claims(worker, count, lease)),
        (3, from worker in Worker from leaves in Gen.Elements(false, false, false, true) select (LeaseCommand)new Beats(worker, leaves)),
        (3, from task in Task from off in Off from time in Time select (LeaseCommand)new Completes(task, off, time)),
        (6, from task in Task from off in Off from time in Time from failed in Flag select (LeaseCommand)new Releases(task, off, time, failed)),
        (4, Gen.Choose(1, 12).Select(s => (LeaseCommand)new TimePasses(s))),
        (5, Gen.Constant((LeaseCommand)new Sweeps())),
        (2, Task.Select(t => (LeaseCommand)new Requeues(t))),
        (5, from task in Task from to in Gen.Elements(Status.Open, Status.Open, Status.InProgress, Status.Done) select (LeaseCommand)new Moves(task, to)),
        (1, from task in Task from time in Time select (LeaseCommand)new Edits(task, time)),
        (1, Task.Select(t => (LeaseCommand)new Deletes(t))),
        (1, Task.Select(t => (LeaseCommand)new Adds(t))),
        (1, from story in Gen.Choose(0, 1) from priority in Gen.Elements(Enum.GetValues<Priority>()) select (LeaseCommand)new Prioritises(story, priority)),
        (1, from story in Gen.Choose(0, 1) from all in Flag select (LeaseCommand)new Finishes(story, all)));

    static Gen<int> Worker => Gen.Choose(0, 2);

    static Gen<int> Task => Gen.Choose(0, 3);

    static Gen<int> Off => Gen.Elements(0, 0, 0, 0, 0, 0, -1, 1);

    static Gen<bool> Flag => Gen.Elements(true, false);

    static Gen<long> Time => Gen.Frequency((2, Gen.Choose(0, 90).Select(t => (long)t)), (1, Gen.Constant(Seconds.Longest - 60)));
}
