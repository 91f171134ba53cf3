using Throughline.Server.Journal;

namespace Throughline.Server.Postgres;

public sealed partial class Migrator
{
    static partial void Reached(string point) => FaultPoint.Reached(point);
}
