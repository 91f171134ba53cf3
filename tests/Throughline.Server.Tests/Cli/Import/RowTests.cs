using Shouldly;
using Xunit;

namespace Throughline.Server.Tests.Cli.Import;

/// <summary>What a row says about a story, and which rows can't be taken.</summary>
public sealed class RowTests(ImportServer server) : IClassFixture<ImportServer>
{
    [Fact]
    public async Task Every_field_has_its_column()
    {
        using var target = await server.NewProjectAsync();
        var (exitCode, output, errors) = await target.ImportAsync(target.Write("""
            Issue key,Issue id,Summary,Body,Story Points,Original Estimate,Priority,Labels,Status,Reporter
            X-1,901,One,First line,2,,high,"a, b;c",done,somebody
            X-2,902,Two,,0.5,90,,,In Progress,
            X-3,903, Three ,,,,NONE,,OPEN,
            """));

        errors.ShouldBeEmpty();
        exitCode.ShouldBe(0);
        output.ShouldContain("key = Issue key, title = Summary, description = Body, points = Story Points, estimate = Original Estimate, "
            + "priority = Priority, labels = Labels, status = Status; ignored: Issue id, Reporter\n");
        (await target.StoriesAsync()).ShouldBe(
        [
            new Imported("X-1", "One", "First line", 2, 3, """["a", "b", "c"]""", "One 7200"),
            new Imported("X-2", "Two", "", 1, 0, "[]", "Two 90"),
            new Imported("X-3", "Three", "", 0, 0, "[]", "Three 0"),
        ]);
    }

    [Fact]
    public async Task Columns_are_named_where_their_names_do_not_tell()
    {
        using var target = await server.NewProjectAsync();
        var file = target.Write("id,ref,what,\"size, in days\",status\n1,R-1,One,2,Closed\n");
        var (exitCode, output, errors) = await target.ImportAsync(file, "--map", "title=WHAT,key=ref,points=size, in days", "--map", "status=", "--hours-per-point", "0.5");

        errors.ShouldBeEmpty();
        exitCode.ShouldBe(0);
        output.ShouldContain("key = ref, title = what, points = size, in days; ignored: id, status\n");
        output.ShouldContain("A point is 0.5 h (--hours-per-point).\n");
        (await target.StoriesAsync()).ShouldBe([new Imported("R-1", "One", "", 0, 0, "[]", "One 3600")]);
    }

    [Fact]
    public async Task A_file_without_a_column_says_nothing_about_its_field()
    {
        using var target = await server.NewProjectAsync();
        await target.ImportAsync(target.Write("key,title,description,points,priority,labels\nX-1,One,Text,3,High,a\n"));
        var (_, output, _) = await target.ImportAsync(target.Write("key,title\nX-1,One\n"));
        output.ShouldContain("0 new, 0 changed, 1 unchanged, 0 refused");
        (await target.ImportAsync(target.Write("key,title,points\nX-1,One,\n"))).Output.ShouldContain("0 new, 0 changed, 1 unchanged, 0 refused");
        (await target.StoriesAsync()).ShouldBe([new Imported("X-1", "One", "Text", 0, 3, """["a"]""", "One 10800")]);
    }

    [Fact]
    public async Task What_differs_from_the_file_is_changed()
    {
        using var target = await server.NewProjectAsync();
        await target.ImportAsync(target.Write("key,title,points\nX-1,One,1\nX-2,Two,2\nX-3,Three,3\n"));
        var (exitCode, output, _) = await target.ImportAsync(target.Write("key,title,points\nX-1,One!,1\nX-2,Two,2\nX-3,Three,4\nX-4,Four,4\n"));
        exitCode.ShouldBe(0);
        output.ShouldContain("\n1 new, 2 changed, 1 unchanged, 0 refused in ");
        (await target.StoriesAsync()).Select(s => s.Task).ShouldBe(["One! 3600", "Two 7200", "Three 14400", "Four 14400"]);
    }

    [Fact]
    public async Task Rows_that_can_not_be_taken_are_told_by_their_lines_and_the_others_are_in()
    {
        using var target = await server.NewProjectAsync();
        var file = target.Write($"""
            issuekey,title,description,storypoint,priority
            X-1,One,"A text

            of four
            lines",1,
            X-2,{new string('x', 501)},,1,
            X-3,Three,,many,

            ,Four,,1,
            X-5,Five
            X-1,Six,,1,
            X-7,"Two
            lines",,1,
            X-8,Eight,,-1,
            X-9,Nine,{new string('d', 100_001)},1,
            X-10,Ten,,1,Blocker
            X-11,,,1,
            X-12,Twelve,,1000000000000,
            X-13,Thirteen,"{new string('é', 600_000)}",1,
            {new string('k', 201)},Fourteen,,1,
            X-15,Fifteen,,1,Low
            """);

        var (exitCode, output, errors) = await target.ImportAsync(file);

        errors.Split('\n').ShouldBe(
        [
            "line 6: title: It has 501 characters; at most 500 are taken.",
            "line 7: storypoint: 'many' is not a number.",
            "line 9: issuekey: It is required and can't be blank.",
            "line 10: It has 2 fields; the header has 5.",
            "line 11: issuekey: X-1 stands in line 2 already.",
            "line 12: title: It has a control character or a line break; it is one line of text.",
            "line 14: storypoint: -1 is not from 0 to 87600.",
            "line 15: description: It has 100001 characters; at most 100000 are taken.",
            "line 16: priority: 'Blocker' is none of None, Low, Medium, High, Urgent (--map priority= leaves the column out).",
            "line 17: title: It is required and can't be blank.",
            "line 18: storypoint: 1000000000000 is not from 0 to 87600.",
            "line 19: It has 1200074 bytes; at most 1048576 are taken.",
            "line 20: issuekey: It has 201 characters; at most 200 are taken.",
            "",
        ]);
        exitCode.ShouldBe(2);
        output.ShouldContain("\n2 new, 0 changed, 0 unchanged, 13 refused in ");
        (await target.StoriesAsync()).Select(s => s.Key).ShouldBe(["X-1", "X-15"]);
        (await target.StoriesAsync())[0].Description.ShouldBe("A text\n\nof four\nlines");
    }

    [Fact]
    public async Task The_first_twenty_refused_rows_are_listed_and_all_of_them_where_that_is_asked()
    {
        using var target = await server.NewProjectAsync();
        var file = target.Write("key,title,points\n" + string.Concat(Enumerable.Range(0, 2500).Select(i => $"X-{i},Story {i},{(i % 50 == 0 ? "?" : "1")}\n")));

        var (exitCode, output, errors) = await target.ImportAsync(file);
        var lines = errors.TrimEnd().Split('\n');
        lines.Length.ShouldBe(21);
        lines[..20].ShouldBe(Enumerable.Range(0, 20).Select(i => $"line {i * 50 + 2}: points: '?' is not a number."));
        lines[20].ShouldBe("… and 30 more (--refused FILE lists all)");
        (exitCode, output.Split('\n')[^2][..40]).ShouldBe((2, "2450 new, 0 changed, 0 unchanged, 50 ref"));

        (_, _, errors) = await target.ImportAsync(file, "--refused", "refused.csv");
        errors.TrimEnd().Split('\n')[20].ShouldBe($"… and 30 more: {target.PathOf("refused.csv")}");
        var listed = await File.ReadAllLinesAsync(target.PathOf("refused.csv"), TestContext.Current.CancellationToken);
        listed.ShouldBe([.. Enumerable.Range(0, 50).Select(i => $"{i * 50 + 2},points: '?' is not a number.").Prepend("line,reason")]);
    }

    [Fact]
    public async Task A_dry_run_says_the_same_and_changes_nothing()
    {
        using var target = await server.NewProjectAsync();
        await target.ImportAsync(target.Write("key,title\nX-1,One\nX-2,Two\n"));
        var file = target.Write("key,title,points\nX-1,One,\nX-2,Second,\nX-3,Three,1\nX-4,Four,?\n");
        var before = await server.Server.FootprintAsync();

        var dry = await target.ImportAsync(file, "--dry-run");
        (dry.ExitCode, dry.Errors).ShouldBe((2, "line 5: points: '?' is not a number.\n"));
        dry.Output.Split('\n')[^2].ShouldMatch(@"^1 new, 1 changed, 1 unchanged, 1 refused in .* s \(\d+ stories/s\); dry run: nothing was changed$");
        (await server.Server.FootprintAsync()).ShouldBe(before);

        (await target.ImportAsync(file)).Output.ShouldContain("\n1 new, 1 changed, 1 unchanged, 1 refused in ");
    }
}
