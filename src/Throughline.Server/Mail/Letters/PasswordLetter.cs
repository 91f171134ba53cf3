namespace Throughline.Server.Mail.Letters;

/// <summary>Links by which somebody chooses a password.</summary>
public static class PasswordLetter
{
    public static Letter Forgotten(string to, string name, Uri link) => Letter.Of("forgotten password", to, "Choose a new password",
        [$"Hello {name},", "somebody, probably you, asked for a new password for your account at Throughline."],
        ("Choose a new password", link),
        "The link works once, within an hour. If it was not you, do nothing: your password stays as it is.");

    public static Letter Welcome(string to, string name, Uri link) => Letter.Of("new account", to, "Your account at Throughline",
        [$"Hello {name},", "an administrator made you an account at Throughline. Choose a password, and you are signed in."],
        ("Choose your password", link),
        "The link works once, within three days. After that, ask for another one.");

    public static Letter ByAdministrator(string to, string name, Uri link) => Letter.Of("password link", to, "Choose a new password",
        [$"Hello {name},", "an administrator sends you a link by which you choose a new password for your account at Throughline."],
        ("Choose a new password", link),
        "The link works once, within three days. Until you use it, your password stays as it is.");
}
