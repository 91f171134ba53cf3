using System.Text.RegularExpressions;
using Xunit;

namespace Throughline.Server.Tests.External;

/// <summary>A browser as far as this goes: it keeps cookies by host and port, follows a way while it stays there, and fills in the provider's forms.</summary>
sealed partial class Visitor : IDisposable
{
    readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false });
    readonly Dictionary<(string Place, string Name), string> _cookies = [];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public IEnumerable<string> CookiesOf(Uri place) => _cookies.Where(c => c.Key.Place == place.Authority).Select(c => c.Key.Name);

    /// <summary>Asks once, and follows nothing.</summary>
    /// <returns>The status, and where it leads.</returns>
    public async Task<(int Status, Uri? Location, string Text)> AskAsync(HttpMethod method, Uri address, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        var cookies = string.Join("; ", _cookies.Where(c => c.Key.Place == address.Authority).Select(c => $"{c.Key.Name}={c.Value}"));
        if (cookies.Length > 0)
            request.Headers.TryAddWithoutValidation("Cookie", cookies);
        using var answer = await _client.SendAsync(request, Cancel);
        if (answer.Headers.TryGetValues("Set-Cookie", out var set))
            foreach (var cookie in set)
                Keep(address, cookie);
        var location = answer.Headers.Location is { } to ? new Uri(address, to) : null;
        return ((int)answer.StatusCode, location, await answer.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>Signs in at the provider, agrees, and stops where the way leads back.</summary>
    public async Task<Uri> AgreeAsync(Uri authorize, string login)
    {
        var (at, method, content) = (authorize, HttpMethod.Get, (HttpContent?)null);
        for (var steps = 0; steps < 20; steps++)
        {
            var (status, location, text) = await AskAsync(method, at, content);
            (method, content) = (HttpMethod.Get, null);
            if (location is not null)
            {
                if (location.Authority != authorize.Authority)
                    return location;
                at = location;
                continue;
            }
            if (Prompt().Match(text) is not { Success: true } prompt)
                throw new InvalidOperationException($"{at} answered {status}: {text}");
            (method, at) = (HttpMethod.Post, new Uri(at, Action().Match(text).Groups["to"].Value));
            content = new FormUrlEncodedContent([new("prompt", prompt.Groups["what"].Value), new("login", login), new("password", "anything")]);
        }
        throw new InvalidOperationException("It does not come to an end.");
    }

    /// <summary>What another browser has not.</summary>
    public void Forget() => _cookies.Clear();

    public void Keep(Uri place, string cookie)
    {
        var (name, value) = (cookie[..cookie.IndexOf('=', StringComparison.Ordinal)], cookie.Split(';')[0][(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        if (value.Length == 0 || cookie.Contains("1970", StringComparison.Ordinal))
            _cookies.Remove((place.Authority, name));
        else
            _cookies[(place.Authority, name)] = value;
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("name=\"prompt\" value=\"(?<what>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Prompt();

    [GeneratedRegex("action=\"(?<to>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Action();
}
