using System.Text;
using System.Text.Json;
using FsCheck.Fluent;
using Throughline.Domain.Facts;

namespace Throughline.Domain.Tests.Facts;

public class FactJsonTests
{
    public static TheoryData<string> Types => [.. FactJson.TypeNames];

    [Fact]
    public void No_type_of_fact_is_without_a_written_form_and_none_untried()
    {
        AnyFact.ByType.Keys.ShouldBe(FactJson.TypeNames, ignoreOrder: true);
        Specimens.All.Select(s => s.Type).Distinct().ShouldBe(FactJson.TypeNames, ignoreOrder: true);
        Specimens.All.Select(s => s.GetType()).Distinct().ShouldBe(
            typeof(FactData).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(FactData)) && !t.IsAbstract), ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void What_is_written_is_read_back_equal(string type) => Always.Holds(AnyFact.ByType[type], data =>
    {
        data.Type.ShouldBe(type);
        var read = FactJson.Read(type, Written(data));
        read.ShouldBe(data);
        Written(read).ShouldBe(Written(data));
    });

    [Theory]
    [MemberData(nameof(Types))]
    public void What_is_not_of_its_type_is_not_read(string type)
    {
        Reading(type, "{}").ShouldThrow<JsonException>();
        Reading(type, "null").ShouldThrow<JsonException>();
        Reading(type, "").ShouldThrow<JsonException>();
        var whole = Encoding.UTF8.GetString(Written(Specimens.All.First(s => s.Type == type)));
        Reading(type, whole).ShouldNotThrow();
        Reading(type, whole[..^1]).ShouldThrow<JsonException>();
        Reading(type, $"{whole[..^1]},\"more\":1}}").ShouldThrow<JsonException>();
    }

    [Fact]
    public void A_move_is_read_only_under_its_own_name() =>
        Reading(StoryMoved.Started, """{"status":{"old":"Open","new":"Done"}}""").ShouldThrow<JsonException>()
            .Message.ShouldBe("The data of a story.started fact is that of a story.completed fact.");

    [Fact]
    public void A_type_of_a_newer_program_is_named() =>
        Reading("story.transcended", "{}").ShouldThrow<JsonException>()
            .Message.ShouldBe("The fact type story.transcended is unknown to this version.");

    [Fact]
    public void What_is_about_work_is_for_the_whole_project_and_what_is_about_a_person_is_not()
    {
        foreach (var specimen in Specimens.All)
            specimen.Audience.ShouldBe(specimen switch
            {
                UserCreated or UserEdited or UserErased or SignInsFailed => Audience.Administrators,
                AccountEdited or FactorAdded or FactorRemoved or UserSignedIn or UserSignInRenewed or UserSignedOut or TokenCreated or TokenRevoked => Audience.Person,
                _ => Audience.Project,
            });
    }

    internal static byte[] Written(FactData data)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, FactJson.Writing))
            FactJson.Write(writer, data);
        return bytes.ToArray();
    }

    static Action Reading(string type, string json) => () => FactJson.Read(type, Encoding.UTF8.GetBytes(json));
}
