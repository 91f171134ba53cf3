using System.Net;
using Shouldly;
using Throughline.Server.Edge.Web;
using Xunit;

namespace Throughline.Server.Tests.Api.Edge.Web;

/// <summary>How the built app is served, with a small one made for it.</summary>
public sealed class WebAppTests(ServedFolder served) : IClassFixture<ServedFolder>
{
    const string Html = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    [Theory]
    [InlineData("/")]
    [InlineData("/p/TL/dashboard")]
    [InlineData("/p/API/stories/0198-1.2?status=Open")]
    [InlineData("/apiary")]
    [InlineData("/index.html")]
    public async Task What_a_browser_opens_is_the_page_which_is_asked_for_anew_each_time(string path)
    {
        using var answer = await served.GetAsync(path, ("Accept", Html));

        (await ServedFolder.TextAsync(answer)).ShouldBe(ServedFolder.Page);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        ServedFolder.Header(answer, "Cache-Control").ShouldBe("no-cache");
        ServedFolder.Header(answer, "Content-Security-Policy").ShouldBe(
            "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; worker-src 'self'; "
            + "frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'");
        ServedFolder.Header(answer, "X-Content-Type-Options").ShouldBe("nosniff");
        ServedFolder.Header(answer, "Referrer-Policy").ShouldBe("same-origin");
    }

    [Theory]
    [InlineData("/p/TL", "application/json")]
    [InlineData("/p/TL", "*/*")]
    [InlineData("/p/TL", "text/html;q=0")]
    [InlineData("/p/TL", null)]
    [InlineData("/api", Html)]
    [InlineData("/API/storys", Html)]
    [InlineData("/openapi/v2.json", Html)]
    [InlineData("/docs/nothing.js", Html)]
    [InlineData("/health", Html)]
    [InlineData("/assets/gone-12345678.js", Html)]
    [InlineData("/assets/../secret.txt", "*/*")]
    [InlineData("/assets/%2e%2e/%2e%2e/secret.txt", "*/*")]
    [InlineData("/assets/theme-87654321.js.br", "*/*")]
    public async Task Nothing_else_is(string path, string? accept)
    {
        using var answer = await served.GetAsync(path, accept is null ? [] : [("Accept", accept)]);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Only_reading_opens_the_page()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/p/TL");
        request.Headers.Add("Accept", Html);
        using var answer = await served.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_asset_is_kept_for_ever_and_obeys_the_policy_when_it_is_a_worker()
    {
        using var answer = await served.GetAsync("/assets/theme-87654321.js", ("Accept", "*/*"));

        (await ServedFolder.TextAsync(answer)).ShouldBe(ServedFolder.Script);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/javascript; charset=utf-8");
        ServedFolder.Header(answer, "Cache-Control").ShouldBe("public, max-age=31536000, immutable");
        ServedFolder.Header(answer, "Content-Security-Policy").ShouldStartWith("default-src 'self';");
        ServedFolder.Header(answer, "X-Content-Type-Options").ShouldBe("nosniff");
    }

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br", "as brotli")]
    [InlineData("br;q=0, gzip", "gzip", "as gzip")]
    [InlineData("GZIP", "gzip", "as gzip")]
    [InlineData("identity", null, ServedFolder.Script)]
    [InlineData(null, null, ServedFolder.Script)]
    public async Task It_is_sent_as_the_build_compressed_it_to_whoever_takes_that(string? accepted, string? encoding, string bytes)
    {
        using var answer = await served.GetAsync("/assets/theme-87654321.js", accepted is null ? [] : [("Accept-Encoding", accepted)]);

        (await ServedFolder.TextAsync(answer)).ShouldBe(bytes);
        answer.Content.Headers.ContentEncoding.SingleOrDefault().ShouldBe(encoding);
        answer.Content.Headers.ContentLength.ShouldBe(bytes.Length);
        ServedFolder.Header(answer, "Vary").ShouldBe("Accept-Encoding");
    }

    [Fact]
    public async Task A_page_that_is_still_the_same_is_not_sent_again()
    {
        using var first = await served.GetAsync("/", ("Accept", Html));
        var tag = ServedFolder.Header(first, "ETag");

        using var same = await served.GetAsync("/p/TL", ("Accept", Html), ("If-None-Match", tag));
        same.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await ServedFolder.TextAsync(same)).ShouldBeEmpty();
        ServedFolder.Header(same, "Cache-Control").ShouldBe("no-cache");
        ServedFolder.Header(same, "ETag").ShouldBe(tag);
        using var other = await served.GetAsync("/p/TL", ("Accept", Html), ("If-None-Match", "\"0123456789abcdef\""));
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Its_head_is_answered_without_its_body()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/");
        using var answer = await served.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentLength.ShouldBe(ServedFolder.Page.Length);
        (await ServedFolder.TextAsync(answer)).ShouldBeEmpty();
    }

    [Fact]
    public void The_build_is_what_the_page_says()
    {
        WebFiles.Read(served.Folder).Build.ShouldBe("0123456789ab");
        WebFiles.Read(served.Folder + "-that-is-not-there").Build.ShouldBeNull();
        WebFiles.Read(served.Folder + "-that-is-not-there").Page.ShouldBeNull();
    }
}
