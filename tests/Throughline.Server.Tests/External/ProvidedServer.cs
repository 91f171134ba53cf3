using Throughline.Server.Journal;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Live;

namespace Throughline.Server.Tests.External;

/// <summary>A server at which one signs in by a provider.</summary>
public sealed class ProvidedServer : Xunit.IAsyncLifetime
{
    internal TestProvider Provider { get; private set; } = null!;

    public TestServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Provider = await TestProvider.StartAsync();
        Server = await TestServer.StartAsync(Provider.Settings);
        await Provider.KnowAsync(Server.Node.Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is not null)
            await Server.DisposeAsync();
        if (Provider is not null)
            await Provider.DisposeAsync();
    }

    public Uri At(string path) => new(Server.Node.Address, path);

    internal Accounts Accounts => new(Server.Node.Get<Sequencer>(), Server.Node.Get<TimeProvider>());

    /// <summary>Somebody with an account, whose browser is signed in.</summary>
    internal async Task<(Person Person, string Email, Visitor Browser)> PersonAsync(string? name = null)
    {
        name ??= $"p{Guid.NewGuid():n}";
        var person = await Accounts.PersonAsync(name);
        var browser = new Visitor();
        browser.Keep(Server.Node.Address, (await Accounts.SignInAsync(person, NodaTime.Duration.FromDays(1))).Header.Value);
        return (person, $"{name}@example.com", browser);
    }

    /// <summary>Connects an account there with the one that a browser is signed in to.</summary>
    /// <returns>The page that it is led to.</returns>
    internal async Task<string> ConnectAsync(Visitor browser, string login, string provider = "local")
    {
        var (status, _, text) = await browser.AskAsync(HttpMethod.Post, At($"/api/users/me/identities/{provider}"));
        if (status != 200)
            throw new InvalidOperationException($"{status} {text}");
        var back = await browser.AgreeAsync(new Uri((string)System.Text.Json.Nodes.JsonNode.Parse(text)!["address"]!), login);
        return await ArriveAsync(browser, back);
    }

    internal async Task<string> SignInAsync(Visitor browser, string login, string provider = "local", string? to = null) =>
        await ArriveAsync(browser, await browser.AgreeAsync(await StartAsync(browser, provider, to), login));

    /// <summary>The provider's page that one is sent to.</summary>
    internal async Task<Uri> StartAsync(Visitor browser, string provider = "local", string? to = null) =>
        (await browser.AskAsync(HttpMethod.Get, At($"/api/sign-in/external/{provider}{(to is null ? "" : "?to=" + Uri.EscapeDataString(to))}"))).Location!;

    internal async Task<string> ArriveAsync(Visitor browser, Uri back) => (await browser.AskAsync(HttpMethod.Get, back)).Location!.PathAndQuery;

    internal async Task<System.Text.Json.Nodes.JsonNode?> MeAsync(Visitor browser)
    {
        var (status, _, text) = await browser.AskAsync(HttpMethod.Get, At("/api/users/me"));
        return status == 200 ? System.Text.Json.Nodes.JsonNode.Parse(text) : null;
    }
}
