using Shouldly;
using Throughline.Server.Mail;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Mail;

/// <summary>How letters leave: by a real conversation with a mail server, again when it is busy, never in the clear where that is not wanted.</summary>
public sealed class OutboxTests
{
    const string To = "name@example.com";

    [Fact]
    public async Task What_can_not_be_sent_now_is_sent_later_and_once()
    {
        await using var mail = new MailServer();
        await using var server = await TestServer.StartAsync(mail.Settings);
        mail.Refuse(2);
        server.Node.Get<Outbox>().Post(Letter.Of("test", To, "Größe: åäö", ["Hello <b>Ada</b> & co,", "a line."], ("Open", new Uri("https://throughline.example.com/x#a-b_c"))));
        var letter = await mail.LetterToAsync(To);
        letter.Subject.ShouldBe("Größe: åäö");
        letter.Text.ShouldContain("Hello <b>Ada</b> & co,");
        letter.Html.ShouldContain("Hello &lt;b&gt;Ada&lt;/b&gt; &amp; co,");
        letter.Link.AbsoluteUri.ShouldBe("https://throughline.example.com/x#a-b_c");
        letter.Head("From").ShouldBe("\"Throughline\" <throughline@example.com>");
        mail.Heard.Count(l => l == "DATA").ShouldBe(3);
        await Until.TrueAsync("it is well again", async () => (await AlarmAsync(server)) is null);
        mail.To(To).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_is_gone_is_told_and_nobody_waits_for_it()
    {
        var mail = new MailServer();
        await mail.DisposeAsync();
        await using var server = await TestServer.StartAsync([.. mail.Settings, ("Mail:RetryPause", "00:01:00")]);
        (await server.Api.PostAsync("/api/users", """{"email":"name@example.com","name":"Ada"}""")).ShouldBe(201);
        await Until.TrueAsync("the alarm is raised", async () => (await AlarmAsync(server))?.Contains("can't be sent", StringComparison.Ordinal) == true);
        server.Node.Log.Lines.ShouldAllBe(line => !line.Contains(To, StringComparison.Ordinal), "no log tells an address");
    }

    [Fact]
    public async Task An_address_that_is_refused_is_given_up_and_holds_up_no_other()
    {
        await using var mail = new MailServer { Answer = to => to == "none@example.com" ? "550 There is no such <none@example.com>" : null };
        await using var server = await TestServer.StartAsync(mail.Settings);
        var outbox = server.Node.Get<Outbox>();
        foreach (var to in new[] { "none@example.com", "<x@example.com>", To })
            outbox.Post(Letter.Of("test", to, "Hello", ["Hello."]));
        await mail.LetterToAsync(To);
        mail.Letters.Count.ShouldBe(1);
        mail.Heard.Count(l => l.StartsWith("RCPT TO:<none@", StringComparison.Ordinal)).ShouldBe(1);
        (await AlarmAsync(server)).ShouldBeNull();
        server.Node.Log.Lines.Count(line => line.Contains("given up", StringComparison.Ordinal)).ShouldBe(2);
        server.Node.Log.Lines.ShouldAllBe(line => !line.Contains("none@example.com", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_said_in_the_clear_to_a_server_that_knows_no_tls()
    {
        await using var mail = new MailServer { AsksForPassword = true };
        await using var server = await TestServer.StartAsync([.. mail.Settings, ("Mail:Security", "StartTls"), ("Mail:User", "us"), ("Mail:Password", "a secret")]);
        server.Node.Get<Outbox>().Post(Letter.Of("test", To, "Hello", ["Hello."]));
        await Until.TrueAsync("the alarm is raised", async () => await AlarmAsync(server) is not null);
        mail.Letters.ShouldBeEmpty();
        mail.Heard.ShouldAllBe(l => !l.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase) && !l.StartsWith("MAIL", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_server_that_asks_gets_name_and_password()
    {
        await using var mail = new MailServer { AsksForPassword = true };
        await using var server = await TestServer.StartAsync([.. mail.Settings, ("Mail:User", "us"), ("Mail:Password", "a secret")]);
        server.Node.Get<Outbox>().Post(Letter.Of("test", To, "Hello", ["Hello."]));
        await mail.LetterToAsync(To);
        mail.Heard.ShouldContain(Convert.ToBase64String("a secret"u8));
    }

    [Theory]
    [InlineData("Mail:From", "no address", "Mail:From")]
    [InlineData("Edge:PublicUrl", "", "Edge:PublicUrl")]
    [InlineData("Edge:PublicUrl", "https://throughline.example.com/path", "Edge:PublicUrl")]
    [InlineData("Edge:PublicUrl", "throughline.example.com", "Edge:PublicUrl")]
    public async Task Half_a_set_up_stops_the_start(string setting, string value, string told)
    {
        await using var mail = new MailServer();
        var failure = await Should.ThrowAsync<Server.Postgres.StartupException>(() => TestServer.StartAsync([.. mail.Settings, (setting, value)]));
        failure.Message.ShouldContain(told);
    }

    static async Task<string?> AlarmAsync(TestServer server) => (string?)(await server.Api.GetAsync("/health/ready")).ShouldBe(200)["alarms"]!["mail"];
}
