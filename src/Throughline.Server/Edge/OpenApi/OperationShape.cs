using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Edge.OpenApi;

/// <summary>What an operation's handler takes: from that its headers and problems follow.</summary>
/// <param name="Body">A JSON body, and with it an Idempotency-Key.</param>
/// <param name="Keyed">An Idempotency-Key counts.</param>
/// <param name="Access">Who may use it.</param>
/// <param name="Writes">Its method changes something.</param>
/// <param name="Versioned">What it answers with has a version.</param>
/// <param name="Lines">A body of lines, each with an Idempotency-Key that is made of the request's.</param>
/// <param name="Version">If-Match.</param>
/// <param name="Commit">It changes something.</param>
/// <param name="List">It answers with a page, and knows If-None-Match.</param>
/// <param name="Id">Its path names one thing.</param>
/// <param name="Line">A client's requests wait in a line of their own: see <see cref="FairShare"/>.</param>
/// <param name="Query">It has query parameters.</param>
sealed record OperationShape(bool Body, bool Keyed, AccessPolicy? Access, bool Writes, bool Versioned, bool Lines, bool Version, bool Commit, bool List, bool Id, bool Line, bool Query)
{
    public static OperationShape Of(ApiDescription description)
    {
        var handler = description.ActionDescriptor.EndpointMetadata.OfType<MethodInfo>().FirstOrDefault();
        var types = handler?.GetParameters().Select(p => p.ParameterType).ToList() ?? [];
        var metadata = description.ActionDescriptor.EndpointMetadata;
        var body = types.Any(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(Body<>));
        return new OperationShape(
            body,
            body && !metadata.OfType<Unrepeatable>().Any(),
            metadata.OfType<AccessPolicy>().LastOrDefault(),
            description.HttpMethod is not ("GET" or "HEAD"),
            metadata.OfType<IProducesResponseTypeMetadata>().Any(p => p.StatusCode < 300 && p.Type?.GetProperty("Version") is not null),
            description.ActionDescriptor.EndpointMetadata.OfType<KeyedLines>().Any(),
            types.Contains(typeof(IfMatch)),
            types.Contains(typeof(Commits)),
            types.Contains(typeof(ListAnswer)),
            description.RelativePath!.Contains('{', StringComparison.Ordinal),
            // A lease must not run out because other requests of the same machine wait.
            types.Contains(typeof(ListAnswer)) || types.Contains(typeof(Commits)) && !description.RelativePath.StartsWith("api/work", StringComparison.Ordinal),
            description.ParameterDescriptions.Any(p => p.Source.Id == "Query"));
    }
}
