using System.Reflection;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Throughline.Server.Edge.OpenApi;

/// <summary>What the API is, and what holds for all of it.</summary>
sealed class Info : IOpenApiDocumentTransformer
{
    static readonly (string Name, string Description)[] Tags =
    [
        ("Labels", "The words that a project's stories are sorted by, and their colours."),
        ("Markdown", "How texts that people write are shown."),
        ("Audit", "Who did what, by which token or sign-in, to what."),
        ("Users", "Who may sign in, how they do it, and what is theirs: sign-ins and tokens."),
        ("Projects", "The rooms that stories are in, and who is in them."),
        ("Stories", "What a team wants done. A story's status follows its tasks."),
        ("Views", "Named states of the stories list and the board: one's own, or shared with a project's members."),
        ("Tasks", "The pieces of a story's work."),
        ("Work", "Tasks given out under leases, to people and to pools of automated workers."),
        ("Items", "Things, who holds them, and through whose hands they went."),
        ("Statistics", "What happened, and how much there was, over time."),
        ("Live", "Facts and statistics as they happen."),
        ("Simulation", "Made-up work, so that there is something to see and to measure."),
        ("Health", "For whoever watches the server."),
    ];

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Throughline",
            Version = "v1",
            Summary = "Stories and tasks in one ordered journal, followed live.",
            Description = Conventions(),
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };
        // The address that the document was asked at is wherever the reader is; theirs is the one that counts.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Tags = new HashSet<OpenApiTag>(Tags.Select(t => new OpenApiTag { Name = t.Name, Description = t.Description }));
        return Task.CompletedTask;
    }

    static string Conventions()
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream("openapi/conventions.md")!;
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Trim();
    }
}
