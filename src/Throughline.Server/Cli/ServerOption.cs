using System.CommandLine;
using Throughline.Domain;
using Throughline.Server.Client;

namespace Throughline.Server.Cli;

/// <summary>The options of the verbs that work through a running server's API: where it is, and in which project.</summary>
public static class ServerOption
{
    public static readonly Option<string> Server = new("--server")
    {
        Description = "Address of the running server",
        HelpName = "URL",
        DefaultValueFactory = _ => "http://localhost:8080",
    };

    public static readonly Option<string> Project = new("--project")
    {
        Description = "Key of the project",
        HelpName = "KEY",
        Required = true,
    };

    public static ApiConnection Connect(ParseResult parsed, Shell shell)
    {
        var text = parsed.GetValue(Server)!;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var server) || server.Scheme is not ("http" or "https"))
            throw new UsageException($"'{text}' isn't the address of a server; write --server http://HOST:PORT.");
        return new ApiConnection(server, TimeProvider.System, TokenOption.Read(parsed, shell));
    }

    /// <exception cref="UsageException">There is no such project.</exception>
    public static async Task<ProjectId> ProjectAsync(ApiConnection api, string key, CancellationToken cancellation) =>
        await FindProject.ByKeyAsync(api, key, cancellation)
        ?? throw new UsageException($"{api.Server} has no project {key}. Make it, if it is not merely one that you are no member of: curl {api.Server}api/projects -H \"Authorization: Bearer $THROUGHLINE_TOKEN\" -H 'Content-Type: application/json' -d '{{\"key\":\"{key}\",\"name\":\"{key}\"}}'");
}
