namespace Throughline.Domain.Work;

/// <summary>Lets a task that was set aside be claimed again. On any other task it changes nothing.</summary>
public sealed record RequeueTask(TaskId Id)
{
    public Decision Decide(State state) => state.Tasks.Find(Id) switch
    {
        null => Refusal.NotFound("task"),
        { SetAside: true } task => task.Requeued(),
        _ => Decision.Nothing,
    };
}
