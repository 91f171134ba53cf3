using System.Security.Cryptography;
using System.Text;
using Throughline.Domain.Factors;

namespace Throughline.Domain.Tests.Factors;

public class Base32Tests
{
    /// <summary>RFC 4648, section 10, without padding.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void It_is_that_of_the_standard(string text, string spelt)
    {
        Base32.Encode(Encoding.ASCII.GetBytes(text)).ShouldBe(spelt);
        Base32.Decode(spelt).ShouldBe(Encoding.ASCII.GetBytes(text));
    }

    [Fact]
    public void What_is_written_is_read_however_it_is_typed()
    {
        for (var length = 0; length < 40; length++)
        {
            var bytes = RandomNumberGenerator.GetBytes(length);
            var spelt = Base32.Encode(bytes);
            Base32.Decode(spelt.ToLowerInvariant()).ShouldBe(bytes);
            Base32.Decode(string.Join("- ", spelt.Chunk(4).Select(c => new string(c)))).ShouldBe(bytes);
        }
    }

    [Theory]
    [InlineData("MZXW0")]
    [InlineData("MZ=")]
    [InlineData("M")]
    [InlineData("MZ")]
    [InlineData("größe")]
    public void What_is_something_else_is_not_read(string text) => Base32.Decode(text).ShouldBeNull();
}
