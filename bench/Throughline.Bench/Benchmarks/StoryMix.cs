using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Throughline.Bench.Benchmarks;

/// <summary>The same mix as mixed-stories.lua, for a paced load: 20 % lists, 50 % single stories, 20 % changes, 10 % new stories.</summary>
sealed class StoryMix(Uri server, IReadOnlyList<string> ids)
{
    static readonly string[] Lists = ["/api/stories?limit=50", "/api/stories?limit=50&status=Open", "/api/stories?limit=50&sort=-updated"];
    readonly Random _random = new(4711);
    int _changed;

    public HttpRequestMessage Next() => _random.Next(100) switch
    {
        < 20 => new HttpRequestMessage(HttpMethod.Get, new Uri(server, Lists[_random.Next(Lists.Length)])),
        < 70 => new HttpRequestMessage(HttpMethod.Get, new Uri(server, "/api/stories/" + ids[_random.Next(ids.Count)])),
        < 90 => Change(),
        _ => new HttpRequestMessage(HttpMethod.Post, new Uri(server, "/api/stories")) { Content = Json("""{"title":"Follow the journal to its end and say what was seen"}""") },
    };

    HttpRequestMessage Change()
    {
        var (id, version) = (ids[_changed % ids.Count], _changed / ids.Count + 1);
        _changed++;
        var request = new HttpRequestMessage(HttpMethod.Patch, new Uri(server, "/api/stories/" + id))
        {
            Content = Json(string.Create(CultureInfo.InvariantCulture, $$"""{"title":"Changed for the {{_changed}}th time"}""")),
        };
        request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        return request;
    }

    static StringContent Json(string text) => new(text, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
}
