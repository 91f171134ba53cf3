using Throughline.Domain.Users;
using Throughline.Server.Mail;
using Throughline.Server.Mail.Letters;

namespace Throughline.Server.Features.Users;

/// <summary>Tells people by mail what became of their account, after it was committed. Without mail nobody is told.</summary>
sealed class Notices(Outbox outbox)
{
    public void PasswordChanged(Account account) => Tell(account, NoticeLetter.PasswordChanged);

    public void SecondFactorOff(Account account) => Tell(account, NoticeLetter.SecondFactorOff);

    /// <param name="before">With the address that it had.</param>
    public void AddressChanged(Account before)
    {
        if (outbox.IsSetUp)
            outbox.Post(NoticeLetter.AddressChanged(before.Email, before.Name));
    }

    public void IdentityConnected(Account account, string provider) => Tell(account, (to, name, page) => NoticeLetter.IdentityConnected(to, name, provider, page));

    void Tell(Account account, Func<string, string, Uri, Letter> letter)
    {
        if (outbox.IsSetUp)
            outbox.Post(letter(account.Email, account.Name, outbox.LinkTo("/account")));
    }
}
