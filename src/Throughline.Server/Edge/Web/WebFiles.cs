using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.StaticFiles;

namespace Throughline.Server.Edge.Web;

/// <summary>
/// The built app, read once: a build that replaces the files under a running server can't give it a page of one build and
/// scripts of another.
/// </summary>
sealed partial class WebFiles
{
    const string Immutable = "public, max-age=31536000, immutable";
    const string Validated = "no-cache";

    static readonly (string Suffix, string Encoding)[] Compressed = [(".br", "br"), (".gz", "gzip")];
    static readonly FileExtensionContentTypeProvider ContentTypes = new();

    readonly FrozenDictionary<string, WebFile> _byPath;

    WebFiles(FrozenDictionary<string, WebFile> byPath) => _byPath = byPath;

    /// <summary>The page that every address of the app is answered with; null: the program was built without the app.</summary>
    public WebFile? Page => _byPath.GetValueOrDefault("/index.html");

    /// <summary>The name that the build gave to itself, in the page.</summary>
    public string? Build => Page is null ? null : BuildName().Match(Encoding.UTF8.GetString(Page.Forms[^1].Bytes)) is { Success: true } match ? match.Groups["name"].Value : null;

    /// <summary>Where the program finds the app: beside itself.</summary>
    public static WebFiles BesideTheProgram() => Read(Path.Combine(AppContext.BaseDirectory, "wwwroot"));

    public static WebFiles Read(string folder) => new(!Directory.Exists(folder)
        ? FrozenDictionary<string, WebFile>.Empty
        : Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => !Compressed.Any(form => file.EndsWith(form.Suffix, StringComparison.Ordinal)))
            .Select(file => (Path: "/" + Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'), File: file))
            .ToFrozenDictionary(one => one.Path, one => ReadFile(one.Path, one.File), StringComparer.Ordinal));

    public WebFile? Find(PathString path) => _byPath.GetValueOrDefault(path == "/" ? "/index.html" : path.Value ?? "");

    static WebFile ReadFile(string path, string file)
    {
        var type = ContentTypes.TryGetContentType(file, out var known) ? known : "application/octet-stream";
        if (type.StartsWith("text/", StringComparison.Ordinal) || type == "image/svg+xml") type += "; charset=utf-8";
        var forms = Compressed.Where(form => File.Exists(file + form.Suffix))
            .Select(form => WebFileForm.Of(form.Encoding, File.ReadAllBytes(file + form.Suffix)))
            .Append(WebFileForm.Of(null, File.ReadAllBytes(file)));
        // The names under /assets hold what is in them: another content has another name.
        return new WebFile(type, path.StartsWith("/assets/", StringComparison.Ordinal) ? Immutable : Validated, [.. forms]);
    }

    [GeneratedRegex("<meta name=\"build\" content=\"(?<name>[0-9a-f]+)\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex BuildName();
}
