using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Tokens;
using Throughline.Domain.Users;
using Throughline.Server.Cli;
using Throughline.Server.Postgres;

namespace Throughline.Server.Tests.Api;

/// <summary>
/// The owner of every instance that tests, benchmarks and the harness start, and a token of theirs for everything. It is the same
/// everywhere, so that no client has to be told; where it was not written, it is good for nothing.
/// </summary>
static class InstanceOwner
{
    public const string Email = "owner@example.com";
    public const string Name = "The Owner";

    static readonly byte[] Secret = SHA256.HashData("The token of all that is made for a test"u8);
    static readonly TokenId TokenId = new(Guid.Parse("01900000-0000-7000-8000-000000000002"));

    public static readonly UserId Id = new(Guid.Parse("01900000-0000-7000-8000-000000000001"));

    public static readonly string Token = "tl_" + Base64Url.EncodeToString(Secret);

    /// <summary>The value of the Authorization header.</summary>
    public static readonly string Authorization = "Bearer " + Token;

    /// <summary>For programs that ask for themselves.</summary>
    public static readonly (string Name, string Value) Variable = ("THROUGHLINE_TOKEN", Token);

    /// <summary>Makes the owner and the token, unless they are there.</summary>
    public static async Task WriteAsync(NpgsqlDataSource source, CancellationToken cancellation = default)
    {
        await using (var find = source.CreateCommand("SELECT EXISTS (SELECT FROM tokens WHERE id = $1)"))
        {
            find.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = TokenId.Value });
            if (await find.ExecuteScalarAsync(cancellation) is true)
                return;
        }
        await using var journal = await LocalJournal.OpenAsync(source, NullLoggerFactory.Instance, cancellation);
        await journal.CommitAsync(need => need.AccountWithEmail(Email), new CreateUser(Id, Email, Name, null, IsAdministrator: true).Decide);
        await journal.CommitAsync(need =>
        {
            need.User(Id);
            need.Tokens(Id);
        }, new CreateToken(TokenId, Id, "Everything", Scopes.All, Scopes.All, null, SHA256.HashData(Secret)).Decide);
    }

    /// <summary>As above, in the embedded PostgreSQL of a server that runs.</summary>
    /// <param name="data">The server's data folder.</param>
    public static async Task WriteAsync(string data, CancellationToken cancellation = default)
    {
        await using var engine = await PostgresEngine.AttachAsync(new PostgresSettings { Data = data }, NullLoggerFactory.Instance, cancellation);
        await WriteAsync(engine.DataSource, cancellation);
    }

    /// <summary>A client that sends the token with every request.</summary>
    public static HttpClient Client(Uri? address = null, HttpMessageHandler? handler = null) =>
        new(handler ?? new SocketsHttpHandler()) { BaseAddress = address, DefaultRequestHeaders = { { "Authorization", Authorization } } };
}
