using Throughline.Domain.Factors;

namespace Throughline.Domain.Facts;

/// <summary>A person has something more to prove by who they are: two-step sign-in was turned on, codes were made, a passkey was added.</summary>
public sealed record FactorAdded(FactorKind Kind) : FactData
{
    public const string TypeName = "factor.added";
    public override string Type => TypeName;
    public override Audience Audience => Audience.Person;
}

/// <summary>A person has something less to prove by who they are; a recovery code was used up.</summary>
public sealed record FactorRemoved(FactorKind Kind) : FactData
{
    public const string TypeName = "factor.removed";
    public override string Type => TypeName;
    public override Audience Audience => Audience.Person;
}

/// <summary>Sign-ins failed at a node, in about a minute. It tells sums, so that who tries much writes little.</summary>
/// <param name="Count">How many.</param>
/// <param name="Accounts">The accounts that were tried most, at most 20.</param>
/// <param name="Others">How many tries were for none of these: for other accounts, or for addresses that have none.</param>
public sealed record SignInsFailed(int Count, IReadOnlyList<FailedAccount> Accounts, int Others) : FactData
{
    public const string TypeName = "sign-ins.failed";
    public override string Type => TypeName;
    public override Audience Audience => Audience.Administrators;

    public bool Equals(SignInsFailed? other) => other is not null && (Count, Others) == (other.Count, other.Others) && Accounts.SequenceEqual(other.Accounts);

    public override int GetHashCode() => HashCode.Combine(Count, Others, Accounts.Count);
}

/// <summary>How often sign-ins failed for an account.</summary>
public sealed record FailedAccount(UserId UserId, int Count);
