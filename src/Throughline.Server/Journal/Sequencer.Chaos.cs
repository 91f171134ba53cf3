namespace Throughline.Server.Journal;

public sealed partial class Sequencer
{
    static partial void Reached(string point) => FaultPoint.Reached(point);
}
