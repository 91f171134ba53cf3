using Throughline.Server.Journal;

namespace Throughline.Server.Features.Stories;

static partial class LineByLine
{
    static partial void Reached(string point) => FaultPoint.Reached(point);
}
