using System.Text.Json.Nodes;
using Shouldly;
using Throughline.Domain.Factors;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Api;

namespace Throughline.Server.Tests.Access;

/// <summary>Somebody with a password, as they come to the doors of a server.</summary>
sealed class Doors(TestNode node, ApiClient nobody, string id, string email)
{
    public const string Password = "four words that nobody uses";

    public string Id => id;

    public string Email => email;

    /// <summary>The cookie of their sign-in.</summary>
    public (string Name, string Value) Session { get; private set; }

    /// <summary>Of the authenticator, once it is on.</summary>
    public byte[] Secret { get; private set; } = [];

    public IReadOnlyList<string> Codes { get; private set; } = [];

    public static async Task<Doors> AtAsync(TestNode node, ApiClient nobody, string email)
    {
        var made = (await node.Api.PostAsync("/api/users", $$"""{"email":"{{email}}","name":"Somebody"}""")).ShouldBe(201);
        var doors = new Doors(node, nobody, made.Id, email);
        var chosen = await nobody.PostAsync("/api/password", new JsonObject { ["code"] = LinkOf(made), ["password"] = Password }.ToJsonString());
        doors.Session = CookieOf(chosen.ShouldBe(200), "session");
        return doors;
    }

    public static string LinkOf(Reply made) => ((string)made["link"]!)["/password#".Length..];

    public static (string Name, string Value) CookieOf(Reply reply, string name) =>
        ("Cookie", reply.Header("Set-Cookie").ShouldNotBeNull().Split(", ").Single(c => c.StartsWith(name + "=", StringComparison.Ordinal)).Split(';')[0]);

    public Task<Reply> SignInAsync(string password = Password) =>
        nobody.PostAsync("/api/sign-in", new JsonObject { ["email"] = email, ["password"] = password }.ToJsonString());

    /// <summary>Up to the second step.</summary>
    public async Task<(string Name, string Value)> HalfAsync() => CookieOf((await SignInAsync()).ShouldBeProblem(401, "second-factor-required"), "second-factor");

    public Task<Reply> ShowAsync((string Name, string Value) half, string code) =>
        nobody.PostAsync("/api/sign-in/second-factor", new JsonObject { ["code"] = code }.ToJsonString(), half);

    public Task<Reply> AsThemAsync(HttpMethod method, string path, string? json = null) =>
        nobody.SendAsync(method, path, json is null ? null : ApiClient.Json(json), Session);

    public static string Proof => new JsonObject { ["password"] = Password }.ToJsonString();

    /// <summary>Turns two-step sign-in on, with the code of now: the next one is that of the step after.</summary>
    public async Task TurnOnAsync()
    {
        var begun = (await AsThemAsync(HttpMethod.Post, "/api/users/me/authenticator", Proof)).ShouldBe(200);
        Secret = Base32.Decode((string)begun["secret"]!).ShouldNotBeNull();
        Codes = [.. (await AsThemAsync(HttpMethod.Post, "/api/users/me/authenticator/confirm", $$"""{"code":"{{Code(0)}}"}""")).ShouldBe(200)["codes"]!.AsArray().Select(c => (string)c!)];
    }

    /// <param name="ahead">Steps from now.</param>
    public string Code(int ahead) => Totp.CodeAt(Secret, Totp.StepAt(node.Get<TimeProvider>().Now()) + ahead);
}
