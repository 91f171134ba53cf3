using Throughline.Domain.Queries;

namespace Throughline.Domain;

/// <summary>Kinds of expected failure; the edge gives each its HTTP status.</summary>
public enum RefusalKind
{
    /// <summary>The input breaks a rule that needs no state to see (400).</summary>
    Invalid,

    /// <summary>The caller sees the thing but was not given the right to do this (403).</summary>
    Forbidden,

    /// <summary>No such thing, or none that the caller may see (404).</summary>
    NotFound,

    /// <summary>The state forbids it now (409).</summary>
    Conflict,

    /// <summary>The caller's version is not the current one (412).</summary>
    Stale,

    /// <summary>A change needs the version it was made on, and none was sent (428).</summary>
    VersionRequired,

    /// <summary>The idempotency key was used for another request (422).</summary>
    KeyReused,
}

/// <summary>An expected failure. Nothing was changed.</summary>
/// <param name="Kind">What kind; decides the HTTP status.</param>
/// <param name="Code">Stable name of the problem, the last part of the problem's <c>type</c>.</param>
/// <param name="Detail">What happened and what to try, for people.</param>
public sealed record Refusal(RefusalKind Kind, string Code, string Detail)
{
    /// <summary>For bad input: what is wrong, by field in the wire's spelling.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>For a filter that can't be read: where, and what would be right.</summary>
    public IReadOnlyList<FilterError>? FilterErrors { get; init; }

    public static Refusal NotFound(string noun) => new(RefusalKind.NotFound, "not-found", $"There is no such {noun}.");

    public static Refusal Conflict(string code, string detail) => new(RefusalKind.Conflict, code, detail);

    public static Refusal Invalid(string field, string error) => new(RefusalKind.Invalid, "invalid-input", "The input breaks a rule.")
    {
        Errors = new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [error] },
    };

    public static Refusal Stale(int current) => new(RefusalKind.Stale, "stale-version",
        $"It was changed in the meantime and is at version {current} now. Read it again, then repeat the change.");
}
