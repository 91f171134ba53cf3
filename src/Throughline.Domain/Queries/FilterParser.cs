namespace Throughline.Domain.Queries;

/// <summary>The one reader of the filter grammar. It takes any text and never throws; what it can't read it says, with the place and what would be right.</summary>
public static class FilterParser
{
    /// <param name="text">At most <see cref="Filter.Longest"/> characters are read.</param>
    public static ParsedFilter Parse(string text)
    {
        if (text.Length > Filter.Longest)
            return new(Filter.Everything, [], null, [new(new(Filter.Longest, text.Length - Filter.Longest), $"A filter has at most {Filter.Longest} characters.", [])]);
        for (var i = 0; i < text.Length; i++)
            if (text[i] == '\0' || (char.IsSurrogate(text[i]) && !IsPair(text, i)))
                return new(Filter.Everything, [], null, [new(new(i, 1), "This is no character that a text can keep.", [])]);
        return new Reading(text).Read();
    }

    static bool IsPair(string text, int at) => char.IsHighSurrogate(text[at])
        ? at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])
        : at > 0 && char.IsHighSurrogate(text[at - 1]);

    sealed class Reading(string text)
    {
        readonly FilterScanner _scanner = new(text);
        readonly List<Clause> _clauses = [];
        readonly List<Place> _places = [];
        readonly List<FilterError> _errors = [];
        Sort? _sort;
        Place? _sortPlace;

        public ParsedFilter Read()
        {
            for (_scanner.SkipBlanks(); !_scanner.IsAtEnd; _scanner.SkipBlanks())
            {
                var start = _scanner.At;
                if (ReadPart(start) is { } clause)
                    Add(clause, _scanner.Since(start));
            }
            return new(new Filter(new Listed<Clause>(_clauses), _sort), _places, _sortPlace, _errors);
        }

        void Add(Clause clause, Place place)
        {
            if (_clauses.Count == Filter.Most)
            {
                if (_errors.Count == 0 || _errors[^1].Message != TooMany)
                    _errors.Add(new(place, TooMany, []));
                return;
            }
            _clauses.Add(clause);
            _places.Add(place);
        }

        static readonly string TooMany = $"A filter has at most {Filter.Most} conditions.";

        Clause? ReadPart(int start)
        {
            var not = _scanner.Take('-');
            if (_scanner.IsAtBreak)
                return Wrong(start, "After - stands what is not wanted, such as -label:wontfix.", FilterWords.BeforeColon);
            if (_scanner.Next == '"')
                return ReadWords(Field.Text, not);
            var named = _scanner.At;
            if (_scanner.TakeName() is not { } name)
                return ReadWords(Field.Text, not);
            if (string.Equals(name, FilterWords.Sort, StringComparison.OrdinalIgnoreCase))
                return ReadSort(start, not);
            if (FilterWords.TryField(name, out var field))
                return field == Field.Title ? ReadWords(field, not) : ReadValues(field, not);
            _scanner.SkipPart();
            _errors.Add(new(new(named, name.Length), $"There is no field {name}. To find the text itself, write it in quotation marks.", FilterWords.BeforeColon));
            return null;
        }

        Clause? ReadWords(Field field, bool not)
        {
            var start = _scanner.At;
            var isExact = _scanner.Next == '"';
            var words = isExact ? _scanner.TakeQuoted() : _scanner.TakeBare(stopAtComma: false);
            if (words is null)
                return Wrong(start, "The quotation marks are not closed.", ["\""]);
            if (words.Length == 0 && field == Field.Title && !isExact)
                return Wrong(start, "After title: stands a word, or several in quotation marks.", []);
            return SearchWords.Of(words).Count == 0
                ? Wrong(start, "There is nothing here to look for: a word has letters or digits.", [])
                : new Clause(field, new Listed<Value>([new TextValue(words, isExact)]), not);
        }

        Clause? ReadSort(int start, bool not)
        {
            var at = _scanner.At;
            var descending = _scanner.Take('-');
            var word = _scanner.TakeBare(stopAtComma: false);
            if (not)
                return Wrong(start, "The order has its - before the word: sort:-updated.", []);
            if (!FilterWords.TryFind(FilterWords.Sorts, word, out SortName name))
                return Wrong(at, word.Length == 0 ? "By what are they put in order?" : $"{word} is no order.", FilterWords.Sorts);
            if (_sort is not null)
                return Wrong(start, "The order is given already.", []);
            if (name == SortName.Rank && descending)
                return Wrong(at, "What fits best comes first: sort:rank.", ["rank"]);
            (_sort, _sortPlace) = (new Sort(name, descending), _scanner.Since(start));
            return null;
        }

        Clause? ReadValues(Field field, bool not)
        {
            var values = new List<Value>();
            var errors = _errors.Count;
            do
            {
                var at = _scanner.At;
                if (ReadValue(field, at) is { } value)
                    values.Add(value);
                if (!_scanner.IsAtBreak && _scanner.Next != ',')
                {
                    at = _scanner.At;
                    _scanner.SkipPart();
                    _errors.Add(new(_scanner.Since(at), "After the quotation marks stands a comma or a blank.", [","]));
                }
            } while (_scanner.Take(','));
            if (_errors.Count > errors)
                return null;
            return values.Count <= Filter.Most
                ? new Clause(field, new Listed<Value>(values), not)
                : Wrong(_scanner.At, $"A field has at most {Filter.Most} values.", []);
        }

        Value? ReadValue(Field field, int at)
        {
            var isQuoted = _scanner.Next == '"';
            if ((isQuoted ? _scanner.TakeQuoted() : _scanner.TakeBare(stopAtComma: true)) is not { } word)
                return WrongValue(at, "The quotation marks are not closed.", ["\""]);
            var (value, error, expected) = ValueReader.Read(field, word, isQuoted);
            return value ?? WrongValue(at, error, expected);
        }

        Value? WrongValue(int start, string message, IReadOnlyList<string> expected)
        {
            _errors.Add(new(_scanner.Since(start), message, expected));
            return null;
        }

        Clause? Wrong(int start, string message, IReadOnlyList<string> expected)
        {
            _errors.Add(new(_scanner.Since(start), message, expected));
            return null;
        }
    }
}
