using System.Text;
using Throughline.Domain.Facts;
using Throughline.Domain.Tests.Snapshots;

namespace Throughline.Domain.Tests.Facts;

/// <summary>
/// Journals keep what was written for ever. So a changed line here is no mere change of text: first see to it that the
/// form it had is still read, and keep that form as an example of its own.
/// </summary>
public class FactSnapshotTests
{
    static readonly Snapshot Approved = new("facts.json.txt");

    [Fact]
    public void Facts_are_written_as_approved() =>
        Approved.ShouldBe(Specimens.All.Select(s => $"{s.Type} {Encoding.UTF8.GetString(FactJsonTests.Written(s))}"));

    [Fact]
    public void What_was_approved_is_read()
    {
        var read = Approved.Lines.Select(line => line.Split(' ', 2)).Select(l => FactJson.Read(l[0], Encoding.UTF8.GetBytes(l[1])));
        read.ShouldBe(Specimens.All);
    }
}
