namespace Throughline.Server.Mail.Letters;

/// <summary>What both addresses are asked before an account gets another one.</summary>
public static class AddressLetter
{
    const string Closing = "The link works once, within a day, and the change counts when it was agreed to at both addresses.";

    public static Letter ToNew(string to, string name, Uri link) => Letter.Of("new address", to, "Is this your address?",
        [$"Hello {name},", "this is to be the mail address of your account at Throughline."],
        ("Yes, it is mine", link),
        Closing + " If you asked for nothing, do nothing.");

    public static Letter ToOld(string to, string name, string email, Uri link) => Letter.Of("old address", to, "Your account is to have another mail address",
        [$"Hello {name},", $"your account at Throughline is to have the mail address {email} instead of this one."],
        ("Agree to the change", link),
        Closing + " If it was not you who asked for it, do nothing, and change your password: somebody knows it.");
}
