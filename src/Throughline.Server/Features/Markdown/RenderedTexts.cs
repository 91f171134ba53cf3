using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;

namespace Throughline.Server.Features.Markdown;

/// <summary>
/// Texts as they are shown, the newest in memory. A text always looks the same, so nothing of it has to be followed, kept in the database or carried by every
/// list of stories: it is found by what it says, whoever asks.
/// </summary>
sealed class RenderedTexts : IDisposable
{
    const int MostCharacters = 8 * 1024 * 1024;
    static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = MostCharacters });

    public string Html(string text)
    {
        // Whoever has the text has its hash: nobody learns of a text of others by asking.
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return _cache.GetOrCreate(key, entry =>
        {
            var html = AllowedHtml.Of(MarkdownHtml.Of(text));
            entry.SetSize(html.Length + key.Length).SetSlidingExpiration(Kept);
            return html;
        })!;
    }

    public void Dispose() => _cache.Dispose();
}
