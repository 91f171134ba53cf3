#pragma warning disable CA1812, CA1823, CS0169, IDE0051, IDE0044 // Nobody uses them: they are looked at.

namespace Throughline.Server.Tests.Architecture
{
    /// <summary>What a forbidden reference would point to.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    sealed class WrongTargetAttribute : Attribute
    {
        public static int Call() => 1;
    }
}

// Deliberately wrong examples, one hiding place each. They prove that the walk can fail.
namespace Throughline.Server.Tests.Architecture.Wrong
{
    sealed class HasField
    {
        WrongTargetAttribute? _field;
    }

    [WrongTarget]
    sealed class IsAnnotated;

    sealed class TakesAsGeneric
    {
        public static void Take(IReadOnlyDictionary<string, WrongTargetAttribute[]> all) => ArgumentNullException.ThrowIfNull(all);
    }

    sealed class CallsInLambda
    {
        public static Func<int> Later(int more) => () => WrongTargetAttribute.Call() + more;
    }

    sealed class CallsInAsync
    {
        public static async Task<int> CallAsync()
        {
            await Task.Yield();
            return WrongTargetAttribute.Call();
        }
    }

    sealed class Tests
    {
        public static bool Is(object one) => one is WrongTargetAttribute;
    }

    sealed class ReadsFile
    {
        public static string Read() => File.ReadAllText("anything");
    }
}
