using FsCheck;
using FsCheck.Fluent;

namespace Throughline.Domain.Tests.Histories;

/// <summary>Texts that the rules let in, with what tends to break on its way through JSON and UTF-8.</summary>
public static class Texts
{
    static readonly string[] Pieces =
    [
        "a", "Ship it", " ", "é", "e\u0301", "日本", "😀", "👩‍👩‍👧", "\uFFFD", "\uFEFF", "\u200F",
        "\"", "\\", "\\u0000", "</script>", "&amp;", "'; --",
    ];

    static readonly string[] Breaks = ["\n", "\r\n", "\t", "\u0001", "\u007f", "\u0085", "\u2028"];

    /// <summary>One line with something to read.</summary>
    public static Gen<string> Line { get; } = Of(Pieces).Select(t => t + "x");

    /// <summary>Many lines, perhaps none.</summary>
    public static Gen<string> Body { get; } = Of([.. Pieces, .. Breaks]);

    public static Gen<LabelSet> Labels { get; } = Gen.Choose(0, 4).SelectMany(n => Line.ListOf(n)).Select(LabelSet.Of);

    static Gen<string> Of(string[] pieces) =>
        Gen.Choose(0, 4).SelectMany(n => Gen.Elements(pieces).ListOf(n)).Select(p => string.Concat(p));
}
