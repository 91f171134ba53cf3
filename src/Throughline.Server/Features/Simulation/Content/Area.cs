namespace Throughline.Server.Features.Simulation.Content;

/// <summary>A part of the product that the made-up stories are about, with its words.</summary>
/// <param name="Label">Its label on stories.</param>
/// <param name="Things">What is worked with there, in the plural.</param>
/// <param name="Components">Where people meet it.</param>
/// <param name="People">Who works with it.</param>
sealed record Area(string Label, string[] Things, string[] Components, string[] People);
