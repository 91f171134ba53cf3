using Throughline.Server.Journal;

namespace Throughline.Server.Edge.Contracts;

static partial class LineByLine
{
    static partial void Reached(string point) => FaultPoint.Reached(point);
}
