namespace Throughline.Server.Edge.Contracts;

/// <summary>Says in the API's description which orders a list takes.</summary>
/// <param name="Names">The words for <c>sort</c>.</param>
/// <param name="Usual">The one without a word.</param>
public sealed record Sorts(IReadOnlyCollection<string> Names, string Usual);
