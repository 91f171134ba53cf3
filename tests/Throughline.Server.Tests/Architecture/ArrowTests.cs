using Shouldly;
using Xunit;

namespace Throughline.Server.Tests.Architecture;

public sealed class ArrowTests
{
    [Fact]
    public void The_server_keeps_to_the_arrows()
    {
        var references = References.In(typeof(Program).Assembly);
        references.ShouldContain(reference => reference.From.Name == "ServeVerb" && reference.To.Name == "PostgresEngine", "the walk sees method bodies");
        Broken(references).ShouldBeEmpty();
    }

    [Fact]
    public void The_domain_knows_its_own_types_NodaTime_and_pure_parts_of_the_runtime()
    {
        var domain = typeof(Domain.Position).Assembly;
        domain.GetReferencedAssemblies().Select(name => name.Name!)
            .ShouldAllBe(name => name == "NodaTime" || name.StartsWith("System.", StringComparison.Ordinal) || name == "netstandard");
        References.In(domain).Where(reference => DomainRules.DoesInputOrOutput(reference.To)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Cli", "Journal", null)]
    [InlineData("Cli.Doctor", "Postgres.Embedded", null)]
    [InlineData("Edge", "Features.Stories", null)]
    [InlineData("Cli.Work", "Client", null)]
    [InlineData("Features.Simulation", "Client", null)]
    [InlineData("Client", "Journal", "there is no arrow Client -> Journal")]
    [InlineData("Client", "Edge.Contracts", "there is no arrow Client -> Edge.Contracts")]
    [InlineData("Features.Stories", "Journal", null)]
    [InlineData("Features.Stories", "Edge.Contracts", null)]
    [InlineData("Features.Stories", "Features.Stories.Batch", null)]
    [InlineData("Followers.Live", "Journal", null)]
    [InlineData("Followers.Live", "Followers.Statistics.Channels", null)]
    [InlineData("Features.Users", "Mail.Letters", null)]
    [InlineData("Mail", "Journal", null)]
    [InlineData("Mail", "Features.Users", "there is no arrow Mail -> Features")]
    [InlineData("Journal", "Mail", "there is no arrow Journal -> Mail")]
    [InlineData("Journal", "Postgres", null)]
    [InlineData("Cli", "Followers.Live", "there is no arrow Cli -> Followers")]
    [InlineData("Cli", "Edge", "there is no arrow Cli -> Edge")]
    [InlineData("Features.Stories", "Edge", "there is no arrow Features -> Edge")]
    [InlineData("Features.Stories", "Cli", "there is no arrow Features -> Cli")]
    [InlineData("Features", "Features.Stories", null)]
    [InlineData("Features", "Followers.Live", "there is no arrow Features -> Followers")]
    [InlineData("Features.Stories", "Features", "Stories and  are siblings: they meet in the journal")]
    [InlineData("Features.Stories", "Features.Tasks", "Stories and Tasks are siblings: they meet in the journal")]
    [InlineData("Features.Stories", "Followers.Live", "there is no arrow Features -> Followers")]
    [InlineData("Followers.Live", "Features.Stories", "there is no arrow Followers -> Features")]
    [InlineData("Followers.Live", "Followers.Statistics", "Live and Statistics are siblings: they meet in the journal")]
    [InlineData("Followers.Statistics.Channels", "Followers.Live", "Statistics and Live are siblings: they meet in the journal")]
    [InlineData("Followers.History", "Followers.Statistics.Channels", "History and Statistics are siblings: they meet in the journal")]
    [InlineData("Journal", "Features.Stories", "there is no arrow Journal -> Features")]
    [InlineData("Postgres", "Journal", "there is no arrow Postgres -> Journal")]
    [InlineData("Edge.Contracts", "Features.Stories", "there is no arrow Edge.Contracts -> Features")]
    [InlineData("Services", "Journal", "Services is no stage of the architecture")]
    public void An_arrow_is_allowed_or_refused(string from, string to, string? refusal) =>
        Arrows.Refusal("Throughline.Server." + from, "Throughline.Server." + to).ShouldBe(refusal);

    [Theory]
    [InlineData(typeof(Wrong.HasField))]
    [InlineData(typeof(Wrong.CallsInLambda))]
    [InlineData(typeof(Wrong.CallsInAsync))]
    [InlineData(typeof(Wrong.TakesAsGeneric))]
    [InlineData(typeof(Wrong.IsAnnotated))]
    [InlineData(typeof(Wrong.Tests))]
    public void A_reference_is_seen_wherever_it_hides(Type type) =>
        References.In([type, .. Nested(type)]).ShouldContain(new Reference(type, typeof(WrongTargetAttribute)));

    [Fact]
    public void The_domain_check_sees_input_and_output() =>
        References.In([typeof(Wrong.ReadsFile)]).Where(reference => DomainRules.DoesInputOrOutput(reference.To)).ShouldNotBeEmpty();

    static IReadOnlyList<string> Broken(IEnumerable<Reference> references) =>
        Arrows.Broken(references.Select(reference => (reference.From.Namespace ?? "", reference.To.Namespace ?? "", reference.ToString())));

    static IEnumerable<Type> Nested(Type type) =>
        type.GetNestedTypes(System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public).SelectMany(inner => Nested(inner).Prepend(inner));
}
