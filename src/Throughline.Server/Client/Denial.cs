using System.Net;

namespace Throughline.Server.Client;

/// <summary>A server that does not let a program in tells a person what to do about it, who is not the one that reads its guides.</summary>
static class Denial
{
    const string Make = "make one on the server's machine: throughline token create --user EMAIL --name NAME";

    /// <param name="hasToken">Whether the request carried one.</param>
    /// <returns>The problem's own detail, unless it is about the token.</returns>
    public static string Explain(Problem problem, Uri server, bool hasToken) => ((HttpStatusCode)problem.Status, problem.Code) switch
    {
        (HttpStatusCode.Unauthorized, _) when !hasToken => $"{server} wants a token: --token TOKEN or THROUGHLINE_TOKEN; {Make}.",
        (HttpStatusCode.Unauthorized, _) => $"{server} does not take the token: it was revoked, has expired, or is another server's; {Make}.",
        (HttpStatusCode.Forbidden, "scope-missing") => $"{server} refuses it: the token lacks a scope. {problem.Detail} If it does not suffice, {Make} --scopes read,write,work.",
        (HttpStatusCode.Forbidden, _) => $"{server} refuses it: the token's user may not do that. {problem.Detail}",
        _ => problem.Detail,
    };
}
