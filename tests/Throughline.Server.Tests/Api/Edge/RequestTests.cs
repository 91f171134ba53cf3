using Shouldly;
using Throughline.Server.Tests.Api.Stories;
using Xunit;

namespace Throughline.Server.Tests.Api.Edge;

/// <summary>What is wrong with a request around its body: its place, its method, its type, its length.</summary>
public sealed class RequestTests(SmallBodies shared) : IClassFixture<SmallBodies>
{
    const string Nobody = "01890a5d-ac96-774b-bcce-b302099a8057";
    readonly ApiClient _api = shared.Server.Api;

    [Fact]
    public async Task Whoever_opens_the_address_is_led_to_the_documentation()
    {
        var reply = (await _api.GetAsync("/")).ShouldBe(302);

        reply.Header("Location").ShouldBe("/docs");
    }

    [Theory]
    [InlineData("GET", "/api")]
    [InlineData("GET", "/api/storys")]
    [InlineData("POST", "/api/stories/a/b/c")]
    [InlineData("GET", "/API/nothing")]
    [InlineData("GET", "/api/stories/" + Nobody)]
    [InlineData("GET", "/api/stories/not-an-id")]
    [InlineData("GET", "/api/stories/00000000-0000-0000-0000-000000000000")]
    [InlineData("GET", "/api/tasks/" + Nobody)]
    [InlineData("GET", "/api/tasks/TL-1")]
    [InlineData("GET", "/api/projects/" + Nobody)]
    [InlineData("GET", "/api/projects/x")]
    [InlineData("PATCH", "/api/stories/" + Nobody)]
    [InlineData("PATCH", "/api/tasks/x")]
    [InlineData("PATCH", "/api/projects/" + Nobody)]
    [InlineData("DELETE", "/api/stories/x")]
    [InlineData("DELETE", "/api/tasks/" + Nobody)]
    [InlineData("DELETE", "/api/projects/" + Nobody)]
    [InlineData("POST", "/api/stories/" + Nobody + "/tasks")]
    [InlineData("POST", "/api/stories/x/tasks")]
    public async Task What_is_not_there_is_not_found(string method, string path)
    {
        var before = await shared.Server.FootprintAsync();

        var body = method == "POST" ? """{"title":"a"}""" : "{}";
        (await _api.SendAsync(new HttpMethod(method), path, method is "GET" or "DELETE" ? null : ApiClient.Json(body), ("If-Match", "*")))
            .ShouldBeProblem(404, "not-found");

        (await shared.Server.FootprintAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("PUT", "/api/stories")]
    [InlineData("DELETE", "/api/projects")]
    [InlineData("POST", "/api/stories/" + Nobody)]
    [InlineData("PUT", "/api/tasks/" + Nobody)]
    [InlineData("GET", "/api/stories/" + Nobody + "/tasks")]
    [InlineData("POST", "/health/live")]
    public async Task A_method_that_a_place_does_not_take_is_told_with_those_it_takes(string method, string path)
    {
        var reply = (await _api.SendAsync(new HttpMethod(method), path, ApiClient.Json("{}"))).ShouldBeProblem(405, "method-not-allowed");
        reply.AllowedMethods.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/jsonp")]
    [InlineData("application/json-patch+json")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("nonsense")]
    public async Task Another_content_type_is_refused(string? type)
    {
        var before = await shared.Server.FootprintAsync();

        (await _api.SendAsync(HttpMethod.Post, "/api/stories", ApiClient.Bytes("""{"title":"a"}"""u8.ToArray(), type))).ShouldBeProblem(415, "wrong-content-type");
        (await _api.SendAsync(HttpMethod.Post, "/api/stories/batch", ApiClient.Bytes("""{"title":"a"}"""u8.ToArray(), type))).ShouldBeProblem(415, "wrong-content-type");

        (await shared.Server.FootprintAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON;charset=UTF-8")]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("application/merge-patch+json")]
    public async Task Json_by_its_names_is_taken(string type) =>
        (await _api.SendAsync(HttpMethod.Post, "/api/stories", ApiClient.Bytes("""{"title":"a"}"""u8.ToArray(), type))).ShouldBe(201);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_the_limit_is_refused_whether_its_length_is_told_or_not(bool chunked)
    {
        var before = await shared.Server.FootprintAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/stories")
        {
            Content = ApiClient.Json($$"""{"title":"a","description":"{{new string('d', SmallBodies.Limit)}}"}"""),
        };
        request.Headers.TransferEncodingChunked = chunked;

        (await _api.SendAsync(request)).ShouldBeProblem(413, "body-too-large");

        (await shared.Server.FootprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_body_of_just_the_limit_is_taken()
    {
        const string start = """{"title":"a","description":" """;
        (await _api.PostAsync("/api/stories", start + new string('d', SmallBodies.Limit - start.Length - 2) + "\"}")).ShouldBe(201);
    }
}

/// <summary>A server with a project that takes small bodies only.</summary>
public sealed class SmallBodies : SharedServer
{
    public const int Limit = 4096;

    protected override (string, string)[] Settings => [("Edge:BodyBytes", "4096")];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Server.Api.CreateProjectAsync();
    }
}
