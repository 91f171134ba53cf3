namespace Throughline.Bench.Wire;

delegate void TakePart(ReadOnlySpan<byte> part);

/// <summary>Undoes the chunked encoding of a stream that comes in pieces cut anywhere.</summary>
sealed class Chunks
{
    enum Expects { Size, SizeEnd, Data, DataEnd, Last, End }

    Expects _expects;
    int _left;

    public bool IsAtEnd => _expects == Expects.End;

    public void Restart() => (_expects, _left) = (Expects.Size, 0);

    /// <param name="part">Called for each stretch of the content.</param>
    public void Take(ReadOnlySpan<byte> bytes, TakePart part)
    {
        while (!bytes.IsEmpty && _expects != Expects.End)
        {
            if (_expects == Expects.Data)
            {
                var here = Math.Min(_left, bytes.Length);
                part(bytes[..here]);
                bytes = bytes[here..];
                _left -= here;
                if (_left == 0) _expects = Expects.DataEnd;
                continue;
            }
            Read(bytes[0]);
            bytes = bytes[1..];
        }
    }

    void Read(byte one)
    {
        switch (_expects)
        {
            case Expects.Size when one == '\r':
                _expects = Expects.SizeEnd;
                break;
            case Expects.Size:
                _left = _left * 16 + (one <= '9' ? one - '0' : (one | 0x20) - 'a' + 10);
                break;
            case Expects.SizeEnd:
                _expects = _left == 0 ? Expects.Last : Expects.Data;
                break;
            case Expects.DataEnd when one == '\n':
                _expects = Expects.Size;
                break;
            case Expects.Last when one == '\n':
                _expects = Expects.End;
                break;
            default:
                break;
        }
    }
}
