using NodaTime;
using Shouldly;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Live;
using Xunit;

namespace Throughline.Server.Tests.Access;

/// <summary>What a browser sends by itself is not taken from pages of other origins.</summary>
public sealed class OriginTests(SharedServer shared) : IClassFixture<SharedServer>
{
    static readonly (string, string)[] Upgrade =
        [("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")];

    TestServer Server => shared.Server;

    string Own => Server.Node.Address.GetLeftPart(UriPartial.Authority);

    [Theory]
    [InlineData("http://evil.example", false)]
    [InlineData("http://127.0.0.1.evil.example", false)]
    [InlineData("http://127.0.0.1:1", false)]
    [InlineData("file:///home/me/page.html", false)]
    [InlineData("null", false)]
    [InlineData("own", true)]
    [InlineData(null, true)]
    public async Task A_cookie_changes_something_only_from_the_servers_own_pages(string? origin, bool isTaken)
    {
        var (_, cookie, _) = await PersonAsync();
        using var nobody = Server.Api.As(null);
        (string, string)[] headers = origin is null ? [cookie] : [cookie, ("Origin", origin == "own" ? Own : origin)];
        var before = await Server.FootprintAsync();
        foreach (var (method, path, body) in new[]
        {
            (HttpMethod.Post, "/api/projects", """{"key":"ORIGIN","name":"By a page"}"""), (HttpMethod.Patch, "/api/users/me", """{"name":"By a page"}"""),
            (HttpMethod.Delete, "/api/users/me/sign-ins", ""), (HttpMethod.Post, "/api/sign-out", ""),
        })
        {
            var reply = await nobody.SendAsync(method, path, body.Length > 0 ? ApiClient.Json(body) : null, headers);
            if (isTaken)
                reply.Status.ShouldBeOneOf(200, 201, 204, 409);
            else
                reply.ShouldBeProblem(403, "foreign-origin");
        }
        if (!isTaken)
            (await Server.FootprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task What_is_read_is_shown_to_no_page_of_another_origin()
    {
        var (_, cookie, _) = await PersonAsync();
        using var nobody = Server.Api.As(null);
        var reply = await nobody.GetAsync("/api/users/me", cookie, ("Origin", "http://evil.example"));
        // The browser keeps the answer from the page unless the server says otherwise, which it never does.
        reply.Header("Access-Control-Allow-Origin").ShouldBeNull();
        var asked = await nobody.SendAsync(HttpMethod.Options, "/api/projects", null, cookie, ("Origin", "http://evil.example"), ("Access-Control-Request-Method", "POST"));
        asked.Header("Access-Control-Allow-Origin").ShouldBeNull();
        asked.Header("Access-Control-Allow-Methods").ShouldBeNull();
    }

    [Fact]
    public async Task A_token_is_sent_by_no_browser_by_itself_so_where_it_comes_from_does_not_matter()
    {
        var (person, _, _) = await PersonAsync();
        using var nobody = Server.Api.As(null);
        (await nobody.SendAsync(HttpMethod.Patch, "/api/users/me", ApiClient.Json("""{"name":"Me"}"""), person.Token, ("Origin", "http://evil.example"))).ShouldBe(200);
    }

    [Theory]
    [InlineData("http://evil.example", true)]
    [InlineData("null", true)]
    [InlineData("http://evil.example", false)]
    public async Task A_web_socket_is_opened_by_no_page_of_another_origin(string origin, bool byCookie)
    {
        var (person, cookie, _) = await PersonAsync();
        using var nobody = Server.Api.As(null);
        (await nobody.GetAsync("/api/live/ws", [byCookie ? cookie : person.Token, ("Origin", origin), .. Upgrade])).ShouldBeProblem(403, "foreign-origin");
    }

    [Theory]
    [InlineData("/api/sign-in", """{"email":"owner@example.com","password":"four words that nobody uses"}""")]
    [InlineData("/api/password", """{"code":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","password":"four words that nobody uses"}""")]
    [InlineData("/api/invitation/account", """{"code":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","name":"New","password":"four words that nobody uses"}""")]
    public async Task Nobody_is_signed_in_by_a_page_of_another_origin(string path, string body)
    {
        using var nobody = Server.Api.As(null);
        foreach (var origin in new[] { "http://evil.example", "null" })
            (await nobody.PostAsync(path, body, ("Origin", origin))).ShouldBeProblem(403, "foreign-origin");
        // A form of another site can send no JSON.
        foreach (var type in new[] { "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x" })
            (await nobody.SendAsync(HttpMethod.Post, path, ApiClient.Bytes(System.Text.Encoding.UTF8.GetBytes(body), type))).ShouldBe(415);
    }

    [Fact]
    public async Task A_token_is_no_cookie_and_a_cookie_no_token()
    {
        var (person, cookie, secret) = await PersonAsync();
        using var nobody = Server.Api.As(null);
        var token = person.Token.Value["Bearer tl_".Length..];
        (await nobody.GetAsync("/api/users/me", cookie)).ShouldBe(200);
        (await nobody.GetAsync("/api/users/me", person.Token)).ShouldBe(200);
        foreach (var (name, value) in new[]
        {
            ("Cookie", $"session={token}"), ("Cookie", $"session=tl_{token}"), ("Cookie", $"__Host-session={secret}"), ("Authorization", $"Bearer tl_{secret}"),
            ("Authorization", $"Bearer {secret}"), ("Authorization", $"Basic tl_{token}"), ("Authorization", $"Bearer {token}"), ("Authorization", "Bearer tl_"),
        })
            (await nobody.GetAsync("/api/users/me", (name, value))).ShouldBeProblem(401, "sign-in-required");
        (await nobody.GetAsync($"/api/users/me?access_token=tl_{token}&session={secret}")).ShouldBeProblem(401, "sign-in-required");
        // A wrong token is not made good by a cookie.
        (await nobody.GetAsync("/api/users/me", cookie, ("Authorization", $"Bearer tl_{secret}"))).ShouldBeProblem(401, "sign-in-required");
    }

    async Task<(Person Person, (string Name, string Value) Cookie, string Secret)> PersonAsync()
    {
        var accounts = new Accounts(Server.Node.Get<Sequencer>(), Server.Node.Get<TimeProvider>());
        var person = await accounts.PersonAsync($"p{Guid.NewGuid():n}");
        var cookie = (await accounts.SignInAsync(person, Duration.FromDays(1))).Header;
        return (person, cookie, cookie.Value["session=".Length..]);
    }
}
