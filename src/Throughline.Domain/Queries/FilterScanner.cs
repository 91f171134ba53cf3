using System.Text;

namespace Throughline.Domain.Queries;

/// <summary>Walks through a filter's text, one part after the other.</summary>
sealed class FilterScanner(string text)
{
    public int At { get; private set; }

    public bool IsAtEnd => At >= text.Length;

    /// <summary>Whether a part ends here.</summary>
    public bool IsAtBreak => IsAtEnd || char.IsWhiteSpace(text[At]);

    public char Next => IsAtEnd ? '\0' : text[At];

    public Place Since(int start) => new(start, At - start);

    public string TextSince(int start) => text[start..At];

    public bool Take(char what)
    {
        if (IsAtEnd || text[At] != what)
            return false;
        At++;
        return true;
    }

    public void SkipBlanks()
    {
        while (!IsAtEnd && char.IsWhiteSpace(text[At]))
            At++;
    }

    /// <summary>The word before a colon that stands here, with the colon; null: there is none.</summary>
    public string? TakeName()
    {
        var end = At;
        while (end < text.Length && (char.IsAsciiLetter(text[end]) || (text[end] == '-' && end > At)))
            end++;
        if (end == At || end >= text.Length || text[end] != ':')
            return null;
        var name = text[At..end];
        At = end + 1;
        return name;
    }

    /// <summary>What stands here up to a blank, or a comma where one separates.</summary>
    public string TakeBare(bool stopAtComma)
    {
        var start = At;
        while (!IsAtBreak && !(stopAtComma && text[At] == ','))
            At++;
        return text[start..At];
    }

    /// <summary>What stands in quotation marks here.</summary>
    /// <returns>Null: they are not closed.</returns>
    public string? TakeQuoted()
    {
        var read = new StringBuilder();
        for (At++; !IsAtEnd; At++)
        {
            if (text[At] == '"')
            {
                At++;
                return read.ToString();
            }
            if (text[At] == '\\' && At + 1 < text.Length && text[At + 1] is '"' or '\\')
                At++;
            read.Append(text[At]);
        }
        return null;
    }

    /// <summary>Goes on after what can't be read.</summary>
    public void SkipPart()
    {
        while (!IsAtBreak)
            At++;
    }
}
