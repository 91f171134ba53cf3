using Throughline.Domain.Labels;

namespace Throughline.Domain.Facts;

/// <summary>A label has another colour wherever the project shows it. The subject is the project.</summary>
/// <param name="Name">The label.</param>
/// <param name="Color">Null, before or after: the colour by its name.</param>
public sealed record LabelColored(string Name, Changed<LabelColor?> Color) : FactData
{
    public const string TypeName = "label.colored";
    public override string Type => TypeName;
}
