using Microsoft.Extensions.Configuration;
using Shouldly;
using Throughline.Server.Cli;
using Throughline.Server.Cli.Config;
using Throughline.Server.Cli.Settings;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Cli;

public sealed class SettingsTests : IDisposable
{
    readonly TestFolder _folder = new("settings");
    readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    readonly List<Setting> _commandLine = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_source_wins_over_those_before_it_and_is_named()
    {
        Effective("Server:Urls").ShouldBe(("http://localhost:8080", "default"));

        Write("appsettings.json", """{"Server":{"Urls":"http://localhost:1"}}""");
        Effective("Server:Urls").ShouldBe(("http://localhost:1", Path.Combine(_folder.Path, "appsettings.json")));

        Write(".env", "# a comment\nSERVER_PORT=2");
        Effective("Server:Urls").ShouldBe(("http://localhost:2", ".env line 2 SERVER_PORT"));

        _variables["SERVER_PORT"] = "3";
        Effective("Server:Urls").ShouldBe(("http://localhost:3", "environment SERVER_PORT"));

        _variables["THROUGHLINE_SERVER__URLS"] = "http://localhost:4";
        Effective("Server:Urls").ShouldBe(("http://localhost:4", "environment THROUGHLINE_SERVER__URLS"));

        _commandLine.Add(new Setting("Server:Urls", "http://localhost:5", "command line --urls"));
        Effective("Server:Urls").ShouldBe(("http://localhost:5", "command line --urls"));
    }

    [Fact]
    public void Postgres_variables_of_all_sources_make_one_connection_and_its_password_is_masked()
    {
        Write(".env", "PGHOST=db.example\nPGPORT=5433\nPGDATABASE=work\nPGUSER=one");
        _variables["PGUSER"] = "two";
        _variables["PGPASSWORD"] = "s3cret";

        var (connection, origin) = Effective("Postgres:Connection");
        connection.ShouldBe("Host=db.example;Port=5433;Database=work;Username=two;Password=***");
        origin.ShouldBe(".env line 1 PGHOST");
        Read()["Postgres:Connection"]!.ShouldContain("Password=s3cret");
    }

    [Fact]
    public void Without_a_host_postgres_variables_mean_nothing()
    {
        _variables["PGUSER"] = "somebody";
        Effective("Postgres:Connection").ShouldBe(("", "default"));
    }

    [Fact]
    public void A_secret_comes_from_a_file_and_its_line_end_does_not()
    {
        Write("password", "pass word\n");
        _variables["PGHOST"] = "db";
        _variables["PGPASSWORD_FILE"] = "password";
        new Npgsql.NpgsqlConnectionStringBuilder(Read()["Postgres:Connection"]).Password.ShouldBe("pass word");

        Write("connection", "Host=other;Password=s3cret\n");
        _variables["THROUGHLINE_POSTGRES__CONNECTION_FILE"] = Path.Combine(_folder.Path, "connection");
        Effective("Postgres:Connection").Value.ShouldBe("Host=other;Password=***");
        Effective("Postgres:Connection").Origin.ShouldContain("file ");
    }

    [Fact]
    public void The_owner_has_short_names_and_the_password_is_masked()
    {
        Write("password", "correct horse battery\n");
        _variables["THROUGHLINE_OWNER_EMAIL"] = "ada@example.com";
        _variables["THROUGHLINE_OWNER_PASSWORD_FILE"] = "password";
        _variables["THROUGHLINE_OWNER__NAME"] = "Ada";

        Effective("Owner:Email").ShouldBe(("ada@example.com", "environment THROUGHLINE_OWNER_EMAIL"));
        Effective("Owner:Name").Value.ShouldBe("Ada");
        Effective("Owner:Password").Value.ShouldBe("***");
        Read()["Owner:Password"].ShouldBe("correct horse battery");
    }

    [Fact]
    public void A_token_is_no_setting()
    {
        _variables["THROUGHLINE_TOKEN"] = "tl_secret";
        ConfigVerb.Effective(new KnownSettings(Program.Settings), Read()).ShouldNotContain(setting => setting.Value.Contains("tl_", StringComparison.Ordinal));
    }

    [Fact]
    public void A_secret_and_its_file_together_are_refused()
    {
        _variables["PGHOST"] = "db";
        _variables["PGPASSWORD"] = "s3cret";
        _variables["PGPASSWORD_FILE"] = "password";
        Refusal().ShouldBe("PGPASSWORD and PGPASSWORD_FILE are both set (environment); keep one of them.");
    }

    [Fact]
    public void A_secret_file_that_is_missing_is_named()
    {
        _variables["PGPASSWORD_FILE"] = "nowhere";
        Refusal().ShouldStartWith("PGPASSWORD_FILE (environment) names nowhere, which can't be read:");
    }

    [Fact]
    public void An_empty_variable_is_not_set()
    {
        _variables["SERVER_PORT"] = "";
        _variables["PGHOST"] = "";
        Effective("Server:Urls").Origin.ShouldBe("default");
        Effective("Postgres:Connection").Origin.ShouldBe("default");
    }

    [Theory]
    [InlineData("THROUGHLINE_POSTGRES__POOLSISE", "9", "There is no setting POSTGRES:POOLSISE (environment THROUGHLINE_POSTGRES__POOLSISE); `config` lists those of Postgres.")]
    [InlineData("THROUGHLINE_POSTGRES__POOLSIZE", "many", "POSTGRES:POOLSIZE (environment THROUGHLINE_POSTGRES__POOLSIZE) must be a whole number.")]
    [InlineData("THROUGHLINE_JOURNAL__POLLINTERVAL", "soon", "JOURNAL:POLLINTERVAL (environment THROUGHLINE_JOURNAL__POLLINTERVAL) must be a duration such as 00:00:30.")]
    [InlineData("SERVER_PORT", "http", "SERVER_PORT (environment) must be a port from 0 (any free one) to 65535.")]
    [InlineData("SERVER_PORT", "65536", "SERVER_PORT (environment) must be a port from 0 (any free one) to 65535.")]
    public void What_can_not_be_a_setting_is_refused(string name, string value, string refusal)
    {
        _variables[name] = value;
        Refusal().ShouldBe(refusal);
    }

    [Fact]
    public void A_broken_settings_file_is_named()
    {
        Write("appsettings.json", """{"Server": """);
        Refusal().ShouldStartWith(Path.Combine(_folder.Path, "appsettings.json") + " isn't JSON:");
    }

    [Theory]
    [InlineData("Postgres:Connection", "Host=db;Username=a;Password=s3cret", "Host=db;Username=a;Password=***")]
    [InlineData("Postgres:Connection", "Host=db;pwd=s3cret", "Host=db;Password=***")]
    [InlineData("Postgres:Connection", "postgres://a:s3cret@db/work", "***")]
    [InlineData("Webhooks:SigningSecret", "s3cret", "***")]
    [InlineData("Mail:Password", "s3cret", "***")]
    [InlineData("Mail:Password", "", "")]
    [InlineData("Server:Urls", "http://localhost:1", "http://localhost:1")]
    public void Secrets_are_masked(string key, string value, string shown) => Secrets.Hide(key, value).ShouldBe(shown);

    [Fact]
    public void Every_setting_is_in_the_example_and_in_the_documentation()
    {
        var root = Repository.Root;
        var example = File.ReadAllText(Path.Combine(root, ".env.example"));
        var documentation = File.ReadAllText(Path.Combine(root, "docs", "configuration.md"));
        foreach (var (key, _, _) in new KnownSettings(Program.Settings).All())
        {
            example.ShouldContain("THROUGHLINE_" + key.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant() + "=", customMessage: $"{key} is missing in .env.example");
            documentation.ShouldContain($"`{key}`", customMessage: $"{key} is missing in docs/configuration.md");
        }
    }

    [Fact]
    public void The_example_can_be_used_as_it_stands()
    {
        File.Copy(Path.Combine(Repository.Root, ".env.example"), Path.Combine(_folder.Path, ".env"));
        new KnownSettings(Program.Settings).Check(Read());
    }

    (string Value, string Origin) Effective(string key)
    {
        var setting = ConfigVerb.Effective(new KnownSettings(Program.Settings), Read()).Single(setting => setting.Key == key);
        return (setting.Value, setting.Origin);
    }

    string Refusal() => Should.Throw<UsageException>(() => new KnownSettings(Program.Settings).Check(Read())).Message;

    IConfigurationRoot Read() =>
        SettingsReader.Read(new Shell(TextWriter.Null, TextWriter.Null, _folder.Path, _variables, OutputIsTerminal: false), _commandLine);

    void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.Path, name), text);
}
