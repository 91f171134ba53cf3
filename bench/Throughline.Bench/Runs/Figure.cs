using System.Globalization;

namespace Throughline.Bench.Runs;

/// <summary>Something that is measured, and how it is written.</summary>
/// <param name="Name">What it is, such as "p99".</param>
/// <param name="Unit">Stands behind the number, such as " ms" or "/s".</param>
sealed record Figure(string Name, string Unit)
{
    /// <summary>Requests answered with 2xx, a second.</summary>
    public static readonly Figure Rate = new("rate", "/s");
    public static readonly Figure P50 = new("p50", " ms");
    public static readonly Figure P99 = new("p99", " ms");
    public static readonly Figure Average = new("average", " ms");
    public static readonly Figure Time = new("time", " ms");

    public string Show(double value) => Number(value) + Unit;

    /// <summary>Three digits that matter, no more.</summary>
    public static string Number(double value) => Math.Abs(value) switch
    {
        0 => "0",
        >= 100 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.ToString("G3", CultureInfo.InvariantCulture),
    };
}
