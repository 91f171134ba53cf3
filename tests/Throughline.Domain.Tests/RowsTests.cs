namespace Throughline.Domain.Tests;

public class RowsTests
{
    readonly Rows<int, string> _rows = new();

    [Fact]
    public void Loaded_rows_are_there_and_not_touched()
    {
        _rows.Load(1, "a");
        (_rows.Find(1), _rows.Count).ShouldBe(("a", 1));
        _rows.Touched.ShouldBeEmpty();
    }

    [Fact]
    public void Touched_rows_tell_how_they_were_first_and_are_last()
    {
        _rows.Load(1, "a");
        _rows.Load(2, "b");
        _rows.Put(1, "a2");
        _rows.Put(1, "a3");
        _rows.Remove(2);
        _rows.Add(3, "c");
        _rows.Touched.ShouldBe([("a", "a3"), ("b", null), (null, "c")], ignoreOrder: true);
    }

    [Fact]
    public void What_came_and_went_or_came_back_is_not_among_them()
    {
        _rows.Load(1, "a");
        _rows.Put(1, "b");
        _rows.Put(1, new string('a', 1));
        _rows.Add(2, "c");
        _rows.Remove(2);
        _rows.Touched.ShouldBeEmpty();
    }

    [Fact]
    public void What_does_not_fit_is_an_error_that_says_so()
    {
        _rows.Load(1, "a");
        Should.Throw<FoldException>(() => _rows.Add(1, "b")).Message.ShouldBe("There is a String 1 already.");
        Should.Throw<FoldException>(() => _rows.Get(2)).Message.ShouldBe("There is no String 2.");
        Should.Throw<FoldException>(() => _rows.Remove(2));
        _rows.Touched.ShouldBeEmpty();
    }
}
