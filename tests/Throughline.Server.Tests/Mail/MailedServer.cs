using System.Text.Json.Nodes;
using Shouldly;
using Throughline.Server.Tests.Api;

namespace Throughline.Server.Tests.Mail;

/// <summary>A server that sends mail, and the mail server that takes it.</summary>
public sealed class MailedServer : SharedServer
{
    internal MailServer Mail { get; } = new();

    protected override (string Name, string Value)[] Settings => Mail.Settings;

    /// <summary>Somebody with an account and a password, and the cookie of a sign-in.</summary>
    internal async Task<Mailed> PersonAsync(string name = "Ada")
    {
        var email = NewAddress();
        var made = (await Server.Api.PostAsync("/api/users", $$"""{"email":"{{email}}","name":"{{name}}"}""")).ShouldBe(201);
        made.Json.AsObject().ContainsKey("link").ShouldBeFalse("it goes by mail, and nobody else sees it");
        var letter = await Mail.LetterToAsync(email);
        using var nobody = Server.Api.As(null);
        var me = await ChooseAsync(nobody, letter.Code, Mailed.FirstPassword);
        // The notice that a password was chosen.
        await Mail.LetterToAsync(email, 2);
        return new Mailed(made.Id, email, CookieOf(me.ShouldBe(200)));
    }

    public static string NewAddress() => $"p{Guid.NewGuid():n}@example.com";

    internal static Task<Reply> ChooseAsync(ApiClient nobody, string code, string password) =>
        nobody.PostAsync("/api/password", new JsonObject { ["code"] = code, ["password"] = password }.ToJsonString());

    internal static Task<Reply> SignInAsync(ApiClient nobody, string email, string password) =>
        nobody.PostAsync("/api/sign-in", new JsonObject { ["email"] = email, ["password"] = password }.ToJsonString());

    internal static (string, string) CookieOf(Reply reply) => ("Cookie", reply.Header("Set-Cookie").ShouldNotBeNull().Split(';')[0]);
}

/// <summary>Somebody who reads their mail.</summary>
/// <param name="Cookie">The header of a sign-in of theirs.</param>
sealed record Mailed(string Id, string Email, (string Name, string Value) Cookie)
{
    public const string FirstPassword = "four words that nobody uses";
}
