using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Throughline.Domain.Factors;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Access;

/// <summary>Passwords, codes, cookies and tokens are kept by those whose they are, and by nobody else: in no table, no journal, no log.</summary>
public sealed class SecretTests
{
    const string FirstPassword = "seven otters swim north";
    const string SecondPassword = "eleven herons walk south";
    const string WrongPassword = "nobody ever chose this one";

    [Fact]
    public async Task No_secret_is_kept_anywhere()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        var lines = new ConcurrentQueue<string>();
        using var logs = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new Everything(lines)));
        await using var node = await BareNode.BuildAsync(database.ConnectionString, logs);
        await node.StartAsync();
        var secrets = new List<string> { FirstPassword, SecondPassword, WrongPassword };
        var key = 0;
        Task<Reply> PostAsync(ApiClient api, string path, string json, params (string, string)[] more) => api.PostAsync(path, json, [("Idempotency-Key", $"key-{key++}"), .. more]);

        var setUp = await node.OfferSetUpAsync();
        var owner = (await PostAsync(node.Nobody, "/api/set-up", $$"""{"code":"{{setUp}}","email":"ada@example.com","name":"Ada","password":"{{FirstPassword}}"}""")).ShouldBe(201);
        var cookie = CookieOf(owner);
        var token = (string)(await PostAsync(node.Nobody, "/api/users/me/tokens", """{"name":"One","scopes":["read","write","work","admin"]}""", cookie)).ShouldBe(201)["secret"]!;
        using var api = node.Nobody.As(token);
        var user = (await PostAsync(api, "/api/users", """{"email":"ben@example.com","name":"Ben"}""")).ShouldBe(201);
        var again = (await PostAsync(api, $"/api/users/{user.Id}/password-link", "{}")).ShouldBe(201);
        var link = CodeOf(again);
        var ben = (await PostAsync(node.Nobody, "/api/password", $$"""{"code":"{{link}}","password":"{{FirstPassword}}"}""")).ShouldBe(200);
        (await PostAsync(node.Nobody, "/api/users/me/password", $$"""{"current":"{{FirstPassword}}","new":"{{SecondPassword}}"}""", CookieOf(ben))).ShouldBe(204);
        (await PostAsync(node.Nobody, "/api/sign-in", $$"""{"email":"ben@example.com","password":"{{WrongPassword}}"}""")).ShouldBe(401);
        var signedIn = (await PostAsync(node.Nobody, "/api/sign-in", $$"""{"email":"ben@example.com","password":"{{SecondPassword}}"}""")).ShouldBe(200);
        var session = CookieOf(signedIn);
        var begun = (await PostAsync(node.Nobody, "/api/users/me/authenticator", $$"""{"password":"{{SecondPassword}}"}""", session)).ShouldBe(200);
        var shown = (string)begun["secret"]!;
        var key32 = Base32.Decode(shown)!;
        var digits = Totp.CodeAt(key32, Totp.StepAt(node.App.Services.GetRequiredService<TimeProvider>().Now()));
        var codes = (await PostAsync(node.Nobody, "/api/users/me/authenticator/confirm", $$"""{"code":"{{digits}}"}""", session)).ShouldBe(200)["codes"]!.AsArray().Select(c => (string)c!).ToList();
        var half = (await PostAsync(node.Nobody, "/api/sign-in", $$"""{"email":"ben@example.com","password":"{{SecondPassword}}"}""")).ShouldBe(401);
        var pending = CookieOf(half);
        (await PostAsync(node.Nobody, "/api/sign-in/second-factor", $$"""{"code":"{{codes[0]}}"}""", pending)).ShouldBe(200);
        secrets.AddRange([shown, Convert.ToHexStringLower(key32), pending.Value["second-factor=".Length..], .. codes, .. codes.Select(c => Convert.ToHexStringLower(Base32.Decode(c)!))]);
        // What keeps answers keeps these.
        (await PostAsync(api, "/api/projects", """{"key":"KEPT","name":"Kept"}""")).ShouldBe(201);
        secrets.AddRange([setUp, link, CodeOf(user), token, token["tl_".Length..], .. new[] { owner, ben, signedIn }.Select(r => CookieOf(r).Value["session=".Length..])]);

        await using var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var tables = (await connection.QueryAsync<string>("SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')")).ToList();
        tables.Count.ShouldBeGreaterThan(12);
        foreach (var secret in secrets)
            foreach (var form in FormsOf(secret))
                foreach (var table in tables)
                    (await CountAsync(table, form)).ShouldBe(0, $"{table} has {secret} as {form}");
        foreach (var secret in secrets)
            lines.Where(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();

        // The search finds what is there: a text, bytes that are a hash, and bytes that are a text.
        (await CountAsync("public.accounts", "ada@example.com")).ShouldBe(1);
        (await CountAsync("public.secrets", Convert.ToHexStringLower(SHA256.HashData(Base64Url.DecodeFromChars(token.AsSpan("tl_".Length)))))).ShouldBe(1);
        (await CountAsync("public.idempotency_keys", Hex("\"KEPT\""))).ShouldBe(1);
        lines.ShouldContain(line => line.Contains("/api/sign-in", StringComparison.Ordinal));

        Task<long> CountAsync(string table, string text) => connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM {table} t WHERE strpos(t::text, @text) > 0", new { text });
    }

    /// <summary>As it is, and as the bytes of it stand in a column of bytes.</summary>
    static IEnumerable<string> FormsOf(string secret)
    {
        yield return secret;
        yield return Hex(secret);
        if (secret.Length == 43)
            yield return Convert.ToHexStringLower(Base64Url.DecodeFromChars(secret));
    }

    static string Hex(string text) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));

    static (string Name, string Value) CookieOf(Reply reply) => ("Cookie", reply.Header("Set-Cookie").ShouldNotBeNull().Split(';')[0]);

    static string CodeOf(Reply reply) => ((string)reply["link"]!)["/password#".Length..];

    /// <summary>Keeps all that is logged, with what it is logged with.</summary>
    sealed class Everything(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            lines.Enqueue(state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lines.Enqueue($"{formatter(state, exception)} {exception}");
            if (state is IEnumerable<KeyValuePair<string, object?>> members)
                foreach (var (_, value) in members)
                    lines.Enqueue(value?.ToString() ?? "");
        }

        public void Dispose()
        {
        }
    }
}
