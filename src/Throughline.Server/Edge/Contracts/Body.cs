using System.Buffers;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Throughline.Domain;

namespace Throughline.Server.Edge.Contracts;

/// <summary>A request's JSON body, read strictly: what is wrong is told by field, and nothing is guessed.</summary>
public sealed class Body<T>(T value) : IEndpointParameterMetadataProvider where T : class
{
    public T Value { get; } = value;

    public static async ValueTask<Body<T>> BindAsync(HttpContext context)
    {
        var request = context.Request;
        if (!ContentTypes.IsOneOf(request, "application/json", "application/merge-patch+json"))
            throw new RefusedException(new Refusal(RefusalKind.Invalid, "wrong-content-type", "The body is JSON: send Content-Type: application/json."),
                StatusCodes.Status415UnsupportedMediaType);
        var bytes = await ReadAllAsync(request, context.RequestAborted);
        var key = RequestKey.Remember(context, bytes.Span);
        if (key is not null)
            throw new RefusedException(key);
        var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        return new Body<T>(StrictJson.Read(bytes.Span, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T))));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));

    static async ValueTask<ReadOnlyMemory<byte>> ReadAllAsync(HttpRequest request, CancellationToken cancellation)
    {
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            if (read.IsCompleted)
            {
                var all = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return all;
            }
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
