using QRCoder;

namespace Throughline.Server.Edge.Contracts;

/// <summary>A text to be scanned, as an SVG picture: dark on light in every theme, because not every app reads it otherwise.</summary>
public static class QrPicture
{
    public static string Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(code);
        return picture.GetGraphic(1, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
