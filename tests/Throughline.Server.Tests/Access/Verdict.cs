using System.Text.Json.Nodes;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Tests.Access;

/// <summary>What becomes of a request, as far as it is about access.</summary>
enum Verdict
{
    /// <summary>Everybody may.</summary>
    Open,

    /// <summary>They may: it is answered for its content.</summary>
    LetIn,

    /// <summary>401</summary>
    SignInRequired,

    /// <summary>403, for what the token is not good for.</summary>
    ScopeMissing,

    /// <summary>403, for what they see and may not do.</summary>
    Forbidden,

    /// <summary>As for what is not there.</summary>
    Foreign,
}

/// <summary>Works the verdict out from the table, and reads it from an answer.</summary>
static class Verdicts
{
    public static Verdict Expected(AccessPolicy policy, KnownCall call, Part part, Role? role, Proof? proof)
    {
        if (policy.Permission is not { } permission)
            return Verdict.Open;
        if (proof is null || part == Part.Disabled)
            return Verdict.SignInRequired;
        if (!proof.Scopes.HasFlag(AccessTable.ScopeFor(permission)))
            return Verdict.ScopeMissing;
        if (AccessTable.IsForAdministrators(permission))
            return part == Part.Administrator ? Verdict.LetIn : Verdict.Forbidden;
        if (AccessTable.LeastRole(permission) is null || call.Foreign == Foreign.None)
            return Verdict.LetIn;
        if (role is not { } given)
            return Verdict.Foreign;
        return AccessTable.Allows(given, call.Asks ?? permission) ? Verdict.LetIn : Verdict.Forbidden;
    }

    /// <returns>What is wrong with the answer; null: it is as expected.</returns>
    public static string? Differs(Verdict expected, KnownCall call, int status, string text)
    {
        // Lines are answered each for itself.
        var body = text.StartsWith('{') ? JsonNode.Parse(call.ByLine ? text.Split('\n')[0] : text) : null;
        if (call.ByLine && status == 200)
            status = (int)body!["status"]!;
        var code = ((string?)body?["type"])?.Split(':')[^1];
        var isRight = expected switch
        {
            Verdict.SignInRequired => (status, code) == (401, "sign-in-required"),
            Verdict.ScopeMissing => (status, code) == (403, "scope-missing"),
            Verdict.Forbidden => status == 403 && (call.ByLine || code == "forbidden"),
            Verdict.Foreign => call.Foreign switch
            {
                Foreign.NotFound => (status, code) == (404, "not-found"),
                Foreign.NoSuchProject => status == 400 && (string?)body?["errors"]?["projectId"]?[0] == "There is no such project.",
                _ => status == 204 && text.Length == 0,
            },
            _ => call.Fine.Contains(status) && (call.FineCode is null || code == call.FineCode),
        };
        return isRight ? null : $"expected {expected}, answered {status} {text[..Math.Min(300, text.Length)]}";
    }
}
