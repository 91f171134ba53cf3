namespace Throughline.Server.Mail.Letters;

/// <summary>What somebody should know about their account, so that they notice when it was not them.</summary>
public static class NoticeLetter
{
    const string NotYou = "If it was not you, choose a new password at once by “Forgot your password?” on the sign-in page, and tell an administrator.";

    public static Letter PasswordChanged(string to, string name, Uri account) =>
        Notice("password changed", to, name, "Your password was changed", "The password of your account at Throughline was changed. All other sign-ins have ended.", account);

    public static Letter SecondFactorOff(string to, string name, Uri account) =>
        Notice("second factor off", to, name, "Two-step sign-in is off", "Your account at Throughline no longer asks for a second step when you sign in.", account);

    public static Letter IdentityConnected(string to, string name, string provider, Uri account) =>
        Notice("identity connected", to, name, $"{provider} signs you in", $"An account at {provider} was connected with yours at Throughline: whoever has the one signs in to the other.", account);

    /// <summary>To the address that the account had.</summary>
    public static Letter AddressChanged(string to, string name) => Letter.Of("address changed", to, "Your account has another mail address",
        [$"Hello {name},", "the mail address of your account at Throughline was changed, so this is the last letter to this one.", "If it was not you, tell an administrator at once."]);

    static Letter Notice(string kind, string to, string name, string subject, string what, Uri account) =>
        Letter.Of(kind, to, subject, [$"Hello {name},", what], ("See your account", account), NotYou);
}
