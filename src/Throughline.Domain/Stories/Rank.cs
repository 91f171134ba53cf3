using System.Globalization;
using System.Numerics;

namespace Throughline.Domain.Stories;

/// <summary>
/// Where a story stands among those of its project, as a text: ordinal order is their order. A story that nobody moved stands by its number,
/// the newest first, and stores nothing; one that was moved has ten digits, which say beside which number it stands, and after them a fraction in
/// base 36 that never ends in a zero. So there is room between any two, and to post a story costs nothing.
/// </summary>
public static class Rank
{
    const int CellLength = 10;
    const int Radix = 36;
    const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>A rank that is longer is crowded: the ones around it are spread.</summary>
    public const int Crowded = 32;

    /// <summary>The rank of a story as it stands: its own, or that of its number.</summary>
    public static string Of(Story story) => story.Rank ?? Of(story.Number);

    /// <summary>The rank of a story that nobody moved.</summary>
    public static string Of(int number) => (int.MaxValue - number).ToString("D10", CultureInfo.InvariantCulture);

    /// <summary>What all ranks beside the same number begin with.</summary>
    public static string Cell(string rank) => rank[..CellLength];

    /// <summary>Whether a text is a rank, as a cursor may hold it.</summary>
    public static bool IsOne(string text) => text.Length >= CellLength && text.AsSpan(0, CellLength).IndexOfAnyExceptInRange('0', '9') < 0
        && int.TryParse(Cell(text), NumberStyles.None, CultureInfo.InvariantCulture, out _) && text.All(c => Digits.Contains(c, StringComparison.Ordinal))
        && (text.Length == CellLength || text[^1] != '0');

    /// <summary>The number beside which a rank stands: those with a smaller one come after it.</summary>
    public static int NumberOf(string rank) => int.MaxValue - int.Parse(Cell(rank), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>A rank between two, as short as may be.</summary>
    /// <param name="low">The rank before; null: there is none.</param>
    /// <param name="high">The rank after, which is greater; null: there is none.</param>
    public static string Between(string? low, string? high)
    {
        if (low is null)
            // Beside the first number, not before all that are to come: what is new comes first.
            return high is null ? Of(0) + Middle("", null) : high.Length > CellLength
                ? Cell(high) + Middle("", high[CellLength..]) : Of(NumberOf(high) + 1) + Middle("", null);
        return Cell(low) + Middle(low[CellLength..], high is not null && Cell(high) == Cell(low) ? high[CellLength..] : null);
    }

    /// <summary>As many ranks as there are stories between two that stand beside the same number, evenly, with room between them.</summary>
    /// <param name="low">The rank before, or the cell.</param>
    /// <param name="high">The rank after; null: the cell's end.</param>
    public static IReadOnlyList<string> Spread(string low, string? high, int count)
    {
        var (from, to) = (low[CellLength..], high?[CellLength..]);
        for (var length = 1; ; length++)
        {
            var (first, last) = (Value(from, length), to is null ? BigInteger.Pow(Radix, length) : Value(to, length));
            var step = (last - first) / (count + 1);
            if (step >= Radix)
                return [.. Enumerable.Range(1, count).Select(i => Cell(low) + Text(first + step * i, length))];
        }
    }

    /// <summary>A fraction between two; <paramref name="high"/> null: one.</summary>
    static string Middle(string low, string? high)
    {
        var at = 0;
        while (high is not null && at < high.Length && Digit(low, at) == Digit(high, at))
            at++;
        var same = high is null ? "" : high[..at];
        var (a, b) = (Digit(low, at), high is null ? Radix : Digit(high, at));
        // At an open end a step leaves more room than a half: what is put there again and again stays short.
        if (b - a > 1)
            return same + Digits[high is null && low.Length > at ? a + 1 : low.Length <= at && a == 0 && b < Radix ? b - 1 : (a + b) / 2];
        // They are neighbours: between the lower one's rest and the end.
        return same + Digits[a] + Middle(low.Length > at ? low[(at + 1)..] : "", null);
    }

    static int Digit(string fraction, int at) => at < fraction.Length ? Digits.IndexOf(fraction[at], StringComparison.Ordinal) : 0;

    static BigInteger Value(string fraction, int length)
    {
        var value = BigInteger.Zero;
        for (var i = 0; i < length; i++)
            value = value * Radix + Digit(fraction, i);
        return value;
    }

    static string Text(BigInteger value, int length)
    {
        var text = new char[length];
        for (var i = length - 1; i >= 0; i--, value /= Radix)
            text[i] = Digits[(int)(value % Radix)];
        return new string(text).TrimEnd('0');
    }
}
