namespace Throughline.Server.Cli.Import.Reading;

/// <summary>Which column says what: as told by --map, else as the columns' names say.</summary>
public sealed class Columns
{
    readonly int[] _columns = [.. Enumerable.Repeat(-1, Enum.GetValues<StoryField>().Length)];
    readonly IReadOnlyList<string> _headers;

    Columns(IReadOnlyList<string> headers) => _headers = headers;

    public int Count => _headers.Count;

    /// <summary>The column's index; -1: no column says it.</summary>
    public int this[StoryField field] => _columns[(int)field];

    public bool Has(StoryField field) => this[field] >= 0;

    /// <summary>What people call it: the column's own name.</summary>
    public string NameOf(StoryField field) => Has(field) ? _headers[this[field]].Trim() : StoryFields.NameOf(field);

    /// <param name="file">The file's name, for messages.</param>
    /// <param name="headers">The file's first line.</param>
    /// <param name="map">Fields and columns as told; an empty column leaves the field out.</param>
    /// <exception cref="UsageException">There is no such column, or none for what every story needs.</exception>
    public static Columns Of(string file, IReadOnlyList<string> headers, IReadOnlyList<(StoryField Field, string Column)> map)
    {
        var columns = new Columns(headers);
        foreach (var field in Enum.GetValues<StoryField>())
            columns._columns[(int)field] = StoryFields.Recognise(field, headers);
        foreach (var (field, column) in map)
            columns._columns[(int)field] = column.Length == 0 ? -1 : Find(headers, column)
                ?? throw new UsageException($"--map {StoryFields.NameOf(field)}={column}: {file} has no column '{column}'. It has: {List(headers)}.");
        if (!columns.Has(StoryField.Title))
            throw new UsageException($"{file} has no column that is recognised as the title. Say which one it is: --map title=COLUMN. It has: {List(headers)}.");
        if (!columns.Has(StoryField.Key))
            throw new UsageException($"{file} has no column that is recognised as the key. The key makes the import repeatable: say which column names a story for good, --map key=COLUMN. It has: {List(headers)}.");
        return columns;
    }

    /// <summary>What became what, for people.</summary>
    public string Describe()
    {
        var taken = Enum.GetValues<StoryField>().Where(Has).Select(f => $"{StoryFields.NameOf(f)} = {NameOf(f)}");
        var ignored = _headers.Where((_, i) => !_columns.Contains(i)).Select(h => h.Trim()).ToList();
        return $"{string.Join(", ", taken)}; ignored: {(ignored.Count == 0 ? "none" : string.Join(", ", ignored))}";
    }

    static int? Find(IReadOnlyList<string> headers, string name)
    {
        foreach (var comparison in (StringComparison[])[StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase])
            for (var i = 0; i < headers.Count; i++)
                if (string.Equals(headers[i].Trim(), name, comparison))
                    return i;
        return null;
    }

    static string List(IReadOnlyList<string> headers) => string.Join(", ", headers.Select(h => h.Trim()));
}
