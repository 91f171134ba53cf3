using System.Globalization;
using System.Text;

namespace Throughline.Domain.Queries;

/// <summary>
/// The words of a text, as they are looked for: small letters without accents. It knows no language: nothing is a stop word and nothing is
/// reduced to its stem. Signs of scripts that have no blanks between words, and pictures, are a word each.
/// </summary>
public static class SearchWords
{
    /// <summary>Characters of a word that count.</summary>
    public const int Longest = 64;

    // Small Latin letters that are another one with something at it.
    const string Accented = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿāăąćĉċčďēĕėęěĝğġģĥĩīĭįĵķĺļľńņňōŏőŕŗřśŝşšţťũūŭůűųŵŷźżžơưǎǐǒǔǖǘǚǜǟǡǧǩǫǭǰǵǹǻȁȃȅȇȉȋȍȏȑȓȕȗșțȟȧȩȫȭȯȱȳøđłħı";
    const string Plain = "aaaaaaceeeeiiiinooooouuuuyyaaaccccdeeeeegggghiiiijklllnnnooorrrssssttuuuuuuwyzzzouaiouuuuuaagkoojgnaaaeeiioorruusthaeooooyodlhi";
    static readonly Dictionary<char, char> Folded = Accented.Zip(Plain).ToDictionary(p => p.First, p => p.Second);

    public static List<SearchWord> Of(string text, int most = int.MaxValue)
    {
        var found = new List<SearchWord>();
        var word = new StringBuilder(32);
        var (start, at) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (KindOf(rune))
            {
                case Kind.Part:
                    if (word.Length == 0)
                        start = at;
                    Append(word, rune);
                    break;
                case Kind.Mark when word.Length > 0:
                    // An accent that stands by itself after its letter.
                    break;
                case Kind.Whole:
                    End(at);
                    start = at;
                    Append(word, rune);
                    End(at + rune.Utf16SequenceLength);
                    break;
                default:
                    End(at);
                    break;
            }
            at += rune.Utf16SequenceLength;
            if (found.Count >= most)
                return found;
        }
        End(at);
        return found;

        void End(int end)
        {
            if (word.Length == 0)
                return;
            found.Add(new SearchWord(word.ToString(), start, end - start));
            word.Clear();
        }
    }

    static void Append(StringBuilder word, Rune rune)
    {
        if (word.Length >= Longest - 1)
            return;
        var small = Rune.ToLowerInvariant(rune);
        if (small.IsBmp && Folded.TryGetValue((char)small.Value, out var plain))
            word.Append(plain);
        else
            word.Append(small.ToString());
    }

    enum Kind
    {
        Break,
        Part,
        Mark,
        Whole,
    }

    static Kind KindOf(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.OtherLetter when IsWithoutBlanks(rune.Value) => Kind.Whole,
        UnicodeCategory.OtherSymbol => Kind.Whole,
        UnicodeCategory.NonSpacingMark => Kind.Mark,
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
            or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber
            or UnicodeCategory.SpacingCombiningMark => Kind.Part,
        _ => Kind.Break,
    };

    // Thai, Lao, Myanmar, Khmer; kana; Han with its extensions.
    static bool IsWithoutBlanks(int value) => value is (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
        or (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}

/// <summary>A word and where it stands.</summary>
/// <param name="Word">As it is compared.</param>
/// <param name="Offset">UTF-16 code units before it.</param>
/// <param name="Length">UTF-16 code units of it.</param>
public readonly record struct SearchWord(string Word, int Offset, int Length);
