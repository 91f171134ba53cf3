using System.Text;
using Throughline.Domain.Access;
using Throughline.Server.Tests.Live;

namespace Throughline.Server.Tests.Access;

/// <summary>How a route answers about what whoever asks does not see.</summary>
enum Foreign
{
    /// <summary>404</summary>
    NotFound,

    /// <summary>400 for projectId.</summary>
    NoSuchProject,

    /// <summary>204: there is nothing, and nothing is done.</summary>
    Nothing,

    /// <summary>It is not about one project: what is foreign is left out.</summary>
    None,
}

/// <summary>A valid request to a route.</summary>
/// <param name="path">Names what stays, whoever is refused.</param>
sealed record KnownCall(Func<Cast, Person, string> path)
{
    /// <summary>Names what is made for those who may, since it is used up; null: the same.</summary>
    public Func<Cast, Person, Task<string>>? Spare { get; init; }

    public Func<Cast, Person, Task<string>>? Body { get; init; }

    /// <summary>Names what is made for those who may, as <see cref="Spare"/> does; null: the same.</summary>
    public Func<Cast, Person, Task<string>>? SpareBody { get; init; }

    public string ContentType { get; init; } = "application/json";

    public (string Name, string Value)[] Headers { get; init; } = [];

    public Foreign Foreign { get; init; } = Foreign.NotFound;

    /// <summary>What it asks for of this very thing, where that is more than the endpoint asks of everybody.</summary>
    public Permission? Asks { get; init; }

    /// <summary>How it is answered when access is no obstacle.</summary>
    public int[] Fine { get; init; } = [200];

    public string? FineCode { get; init; }

    /// <summary>The status stands in the lines of the answer.</summary>
    public bool ByLine { get; init; }

    /// <summary>It ends sign-ins.</summary>
    public bool SignsOut { get; init; }

    public async Task<HttpRequestMessage> MakeAsync(HttpMethod method, Cast cast, Person person, bool isLetIn)
    {
        var request = new HttpRequestMessage(method, isLetIn && Spare is not null ? await Spare(cast, person) : path(cast, person));
        if ((isLetIn ? SpareBody ?? Body : Body) is { } body)
            request.Content = new StringContent(await body(cast, person), Encoding.UTF8, ContentType);
        foreach (var (name, value) in Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }
}
