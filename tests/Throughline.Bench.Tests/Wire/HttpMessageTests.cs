using System.Text;
using Shouldly;
using Throughline.Bench.Wire;
using Xunit;

namespace Throughline.Bench.Tests.Wire;

public sealed class HttpMessageTests
{
    const string WithLength = "HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\nhello";
    const string InChunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n";

    [Theory]
    [InlineData(WithLength, 201)]
    [InlineData(InChunks, 200)]
    public void An_answer_is_read_however_it_is_cut_and_so_is_the_next_one(string text, int status)
    {
        var message = new HttpMessage();
        for (var cut = 1; cut < text.Length; cut++)
        {
            message.Next();
            Put(message, text[..cut]).ShouldBeFalse();
            Put(message, text[cut..]).ShouldBeTrue();
            message.Status.ShouldBe(status);
            Encoding.ASCII.GetString(message.Body).ShouldBe("hello");
        }
    }

    static bool Put(HttpMessage message, string part) => message.Take(Encoding.ASCII.GetBytes(part, message.Room()));
}
