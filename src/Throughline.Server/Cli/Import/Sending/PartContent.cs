using System.Net;
using System.Net.Http.Headers;
using Throughline.Server.Cli.Import.Reading;

namespace Throughline.Server.Cli.Import.Sending;

/// <summary>Rows of a part as the body of a request.</summary>
sealed class PartContent : HttpContent
{
    readonly Part _part;
    readonly Part.Row[] _rows;

    public PartContent(Part part, Part.Row[] rows)
    {
        (_part, _rows) = (part, rows);
        Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _part.WriteAsync(_rows, stream, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = _rows.Sum(r => (long)(r.End - r.Start));
        return true;
    }
}
