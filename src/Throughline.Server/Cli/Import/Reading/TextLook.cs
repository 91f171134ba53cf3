using System.Text;

namespace Throughline.Server.Cli.Import.Reading;

/// <summary>What a look at a whole file finds that is no text, with the lines.</summary>
/// <param name="NoText">The first line that can't be read in the encoding.</param>
/// <param name="Nul">The first line with a NUL, which no text has.</param>
readonly record struct TextLook(long? NoText, long? Nul)
{
    const int Bytes = 64 * 1024;

    public static TextLook At(Stream stream, Encoding encoding, CancellationToken cancellation)
    {
        stream.Position = 0;
        var look = default(TextLook);
        var (bytes, chars) = (new byte[Bytes], new char[Bytes + 2]);
        var decoder = encoding.GetDecoder();
        var line = 1L;
        while (look.Nul is null)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            int count;
            try
            {
                count = decoder.GetChars(bytes, 0, read, chars, 0, flush: read == 0);
            }
            catch (DecoderFallbackException e)
            {
                look = look with { NoText = line + Lenient(encoding).GetString(bytes, 0, Math.Clamp(e.Index, 0, read)).AsSpan().Count('\n') };
                if (encoding is UnicodeEncoding)
                    return look;
                // It goes on as if each byte were a character: a NUL further on says more about the file.
                decoder = Encoding.Latin1.GetDecoder();
                count = decoder.GetChars(bytes, 0, read, chars, 0);
            }
            var text = chars.AsSpan(0, count);
            if (text.IndexOf('\0') is var nul and >= 0)
                look = look with { Nul = line + text[..nul].Count('\n') };
            line += text.Count('\n');
            if (read == 0)
                break;
        }
        return look;
    }

    static Encoding Lenient(Encoding encoding)
    {
        var lenient = (Encoding)encoding.Clone();
        lenient.DecoderFallback = DecoderFallback.ReplacementFallback;
        return lenient;
    }
}
