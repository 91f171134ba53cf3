using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Throughline.Domain;
using Throughline.Domain.Users;

namespace Throughline.Server.Features.Users.External;

/// <summary>Who somebody is at a provider, as it tells.</summary>
/// <param name="Subject">Its own name for them, which it never gives to another.</param>
/// <param name="Email">Their mail address, if it is one that an account may have.</param>
/// <param name="IsProved">Whether the provider has seen it proved.</param>
sealed record ExternalPerson(string Subject, string? Email, bool IsProved, string? Name)
{
    /// <summary>What their owner knows the account there by.</summary>
    public string Label => Email ?? Name ?? Subject;

    public string NameOrAddress => Name ?? Email!.Split('@')[0];

    /// <summary>Asks the provider with the token that it gave, and keeps what it says for the rest of the request.</summary>
    public static async Task ReadAsync(OAuthCreatingTicketContext context, Provider provider)
    {
        using var about = await AskAsync(context, provider.UserInfoEndpoint);
        var subject = Text(about.RootElement, provider.SubjectField);
        if (subject is not { Length: > 0 and <= ExternalIdentity.SubjectLength })
            throw new AuthenticationFailureException($"The provider's answer has no {provider.SubjectField}.");
        var (email, isProved) = (Text(about.RootElement, provider.EmailField), provider.EmailVerifiedField is { } field && Text(about.RootElement, field) == "true");
        if (provider.EmailsEndpoint is { } endpoint)
        {
            using var emails = await AskAsync(context, endpoint);
            email = emails.RootElement.EnumerateArray().Where(e => Text(e, "primary") == "true" && Text(e, "verified") == "true").Select(e => Text(e, "email")).FirstOrDefault();
            isProved = email is not null;
        }
        context.HttpContext.Features.Set(new ExternalPerson(subject, Good(email, Account.CheckEmail), isProved,
            Good(Text(about.RootElement, provider.NameField), (name, text, rules) => rules.Line(name, text, Account.NameLength))));
    }

    static async Task<JsonDocument> AskAsync(OAuthCreatingTicketContext context, string endpoint)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", context.AccessToken);
        request.Headers.Accept.Add(new("application/json"));
        // GitHub answers nobody who does not say who asks.
        request.Headers.UserAgent.Add(new("Throughline", "1"));
        using var answer = await context.Backchannel.SendAsync(request, context.HttpContext.RequestAborted);
        if (!answer.IsSuccessStatusCode)
            throw new AuthenticationFailureException($"The provider answered {(int)answer.StatusCode} when it was asked who it is.");
        return JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(context.HttpContext.RequestAborted));
    }

    /// <summary>Texts, numbers and truth alike: providers differ.</summary>
    static string? Text(JsonElement element, string member) => element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(member, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        _ => null,
    };

    static string? Good(string? text, Action<string, string?, InputRules> check)
    {
        var rules = new InputRules();
        check("it", text, rules);
        return rules.Refusal is null ? text : null;
    }
}
