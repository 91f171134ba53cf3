using System.Text.Json.Serialization;

namespace Throughline.Domain.Labels;

/// <summary>The colours that a label can have. Each is readable on every surface, in the light and in the dark; the numbers are stored.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LabelColor>))]
public enum LabelColor : short
{
    Grey = 0,
    Red = 1,
    Orange = 2,
    Amber = 3,
    Green = 4,
    Teal = 5,
    Blue = 6,
    Indigo = 7,
    Purple = 8,
    Pink = 9,
}
