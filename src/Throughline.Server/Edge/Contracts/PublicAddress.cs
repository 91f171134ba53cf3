namespace Throughline.Server.Edge.Contracts;

/// <summary>Where people open this server.</summary>
/// <param name="Set">As the settings say; null: they don't.</param>
public sealed record PublicAddress(Uri? Set)
{
    /// <summary>As the settings say, else as whoever asks names it. Who asks may name it wrongly: it is for answers to themselves alone.</summary>
    public Uri Of(HttpRequest request) => Set ?? new Uri($"{request.Scheme}://{request.Host}/");

    /// <returns>Null: it is no address of a server's root.</returns>
    public static Uri? Parse(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.PathAndQuery == "/"
        && url.Fragment.Length == 0 && url.UserInfo.Length == 0 ? url : null;
}
