using System.Text;
using Throughline.Domain.Factors;

namespace Throughline.Domain.Tests.Factors;

public class TotpTests
{
    static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>RFC 6238, appendix B: those with SHA-1.</summary>
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code)
    {
        var moment = Instant.FromUnixTimeSeconds(seconds);
        Totp.CodeAt(Secret, Totp.StepAt(moment), digits: 8).ShouldBe(code);
        Totp.CodeAt(Secret, Totp.StepAt(moment)).ShouldBe(code[2..]);
        Totp.StepOf(Secret, code[2..], moment).ShouldBe(seconds / 30);
    }

    /// <summary>RFC 4226, appendix D: the counter is the step.</summary>
    [Theory]
    [InlineData(0, "755224")]
    [InlineData(1, "287082")]
    [InlineData(4, "338314")]
    [InlineData(9, "520489")]
    public void Steps_count_as_the_counter_of_the_standard_below(long step, string code) => Totp.CodeAt(Secret, step).ShouldBe(code);

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_clock_may_be_one_step_off(int steps, bool isTaken)
    {
        var now = Instant.FromUnixTimeSeconds(1_700_000_010);
        var step = Totp.StepAt(now) + steps;
        Totp.StepOf(Secret, Totp.CodeAt(Secret, step), now).ShouldBe(isTaken ? step : null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("28708")]
    [InlineData("2870822")]
    [InlineData("０８１８０４")]
    public void What_is_no_code_is_of_no_step(string text) => Totp.StepOf(Secret, text, Instant.FromUnixTimeSeconds(59)).ShouldBeNull();
}
