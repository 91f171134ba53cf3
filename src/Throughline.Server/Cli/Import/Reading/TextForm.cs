using System.Text;

namespace Throughline.Server.Cli.Import.Reading;

/// <summary>How a file's bytes are text.</summary>
/// <param name="Encoding">What reads them.</param>
/// <param name="Name">What people call it.</param>
public sealed record TextForm(Encoding Encoding, string Name)
{
    static readonly TextForm[] Marked =
    [
        new(new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true), "UTF-8 with byte order mark"),
        new(new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true), "UTF-16 little-endian"),
        new(new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true), "UTF-16 big-endian"),
    ];

    static readonly TextForm Utf8 = new(new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), "UTF-8");
    static readonly TextForm Windows = new(CodePagesEncodingProvider.Instance.GetEncoding(1252)!, "Windows-1252 (it is not UTF-8)");

    /// <summary>Reads the whole file once: what can't be text is told with its line, before anything else is done with it.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="stream">The file.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="UsageException">It is no text.</exception>
    public static TextForm Recognise(string file, Stream stream, CancellationToken cancellation)
    {
        var start = new byte[4];
        var length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var marked = Marked.FirstOrDefault(m => start.AsSpan(0, length).StartsWith(m.Encoding.Preamble));
        var look = TextLook.At(stream, (marked ?? Utf8).Encoding, cancellation);
        if (marked is not null && look.NoText is { } line && !(look.Nul < line))
            throw new UsageException($"{file} begins with the mark of {marked.Name}, but line {line} has bytes that mean nothing in it. Save it anew.");
        if (look.Nul is { } nul)
            throw new UsageException($"{file} is not a text file: line {nul} has a NUL. Save a spreadsheet as CSV first.");
        return marked ?? (look.NoText is null ? Utf8 : Windows);
    }
}
