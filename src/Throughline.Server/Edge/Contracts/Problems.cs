using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Throughline.Domain;

namespace Throughline.Server.Edge.Contracts;

/// <summary>Failures as RFC 9457 problem details. The <c>type</c> is stable: programs may branch on it.</summary>
public static class Problems
{
    internal const string TypePrefix = "urn:throughline:problem:";

    public static ProblemHttpResult From(Refusal refusal, int? status = null) => From(status ?? Status(refusal.Kind), refusal.Code,
        refusal.Detail, refusal.Errors, refusal.FilterErrors is { } errors ? FilterProblems.Of(errors) : null);

    /// <param name="more">Further members of the problem.</param>
    public static ProblemHttpResult From(
        int status, string code, string detail, IReadOnlyDictionary<string, string[]>? errors = null,
        IReadOnlyDictionary<string, JsonElement>? more = null)
    {
        var problem = errors is null ? new ProblemDetails() : new HttpValidationProblemDetails(errors.ToDictionary());
        problem.Type = TypePrefix + code;
        problem.Title = Title(status);
        problem.Status = status;
        problem.Detail = detail;
        foreach (var (name, value) in more ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal))
            problem.Extensions[name] = value;
        return TypedResults.Problem(problem);
    }

    public static int Status(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => StatusCodes.Status400BadRequest,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.Stale => StatusCodes.Status412PreconditionFailed,
        RefusalKind.VersionRequired => StatusCodes.Status428PreconditionRequired,
        RefusalKind.KeyReused => StatusCodes.Status422UnprocessableEntity,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    internal static string Title(int status) => status switch
    {
        400 => "Bad request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not found",
        405 => "Method not allowed",
        408 => "Request timeout",
        409 => "Conflict",
        412 => "Precondition failed",
        413 => "Too large",
        415 => "Unsupported media type",
        422 => "Unprocessable content",
        428 => "Precondition required",
        429 => "Too many requests",
        503 => "Unavailable",
        _ => "Server error",
    };
}
