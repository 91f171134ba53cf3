namespace Throughline.Server.Journal;

sealed partial class CommitTransaction
{
    static readonly TimeSpan AnswersTravel = TimeSpan.FromMilliseconds(30);

    static partial void Reached(string point) => FaultPoint.Reached(point);

    static partial void Decided(IReadOnlyList<Change> changes, int taken)
    {
        if (!Defect.IsMade("answer-before-commit"))
            return;
        for (var i = 0; i < taken; i++)
            changes[i].Complete();
        Task.Delay(AnswersTravel).Wait();
    }
}
