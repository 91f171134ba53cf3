namespace Throughline.Domain.Factors;

/// <summary>Bytes as people can type them: RFC 4648, without padding.</summary>
public static class Base32
{
    const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new System.Text.StringBuilder((bytes.Length * 8 + 4) / 5);
        var (bits, count) = (0, 0);
        foreach (var next in bytes)
        {
            bits = (bits << 8) | next;
            for (count += 8; count >= 5; count -= 5)
                text.Append(Alphabet[(bits >> (count - 5)) & 31]);
            bits &= (1 << count) - 1;
        }
        if (count > 0)
            text.Append(Alphabet[(bits << (5 - count)) & 31]);
        return text.ToString();
    }

    /// <summary>Reads it in any case, with hyphens and blanks wherever they stand.</summary>
    /// <returns>Null: it has something else in it, or bits that are no whole byte.</returns>
    public static byte[]? Decode(string text)
    {
        var bytes = new List<byte>(text.Length * 5 / 8);
        var (bits, count) = (0, 0);
        foreach (var letter in text)
        {
            if (letter is '-' or ' ')
                continue;
            var value = Alphabet.IndexOf(char.ToUpperInvariant(letter), StringComparison.Ordinal);
            if (value < 0)
                return null;
            bits = (bits << 5) | value;
            count += 5;
            if (count < 8)
                continue;
            count -= 8;
            bytes.Add((byte)(bits >> count));
            bits &= (1 << count) - 1;
        }
        return count < 5 && bits == 0 ? [.. bytes] : null;
    }
}
