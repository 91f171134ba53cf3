using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Throughline.Server.Edge.OpenApi;

/// <summary>With what each operation is asked: a token, or the cookie of a sign-in.</summary>
sealed class Security : IOpenApiOperationTransformer, IOpenApiDocumentTransformer
{
    const string Token = "token";
    const string SignIn = "signIn";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.AddComponent<IOpenApiSecurityScheme>(Token, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A token, tl_…, that its user made at /account or that `throughline token create` printed. It is good for its scopes, and for no more than its user may do.",
        });
        document.AddComponent<IOpenApiSecurityScheme>(SignIn, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Cookie,
            Name = "session",
            Description = "The cookie that POST /api/sign-in sets; over TLS its name is __Host-session. Changes need to come from a page of the server's own origin.",
        });
        return Task.CompletedTask;
    }

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (OperationShape.Of(context.Description).Access?.Permission is not null)
            operation.Security =
            [
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Token, context.Document)] = [] },
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(SignIn, context.Document)] = [] },
            ];
        return Task.CompletedTask;
    }
}
