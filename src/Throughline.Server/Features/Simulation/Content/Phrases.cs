namespace Throughline.Server.Features.Simulation.Content;

/// <summary>The patterns of titles, descriptions and tasks. A word in braces is replaced; with a capital it begins the sentence.</summary>
static class Phrases
{
    public const string Feature = "feature";
    public const string Defect = "defect";
    public const string Performance = "performance";
    public const string Upkeep = "upkeep";

    public static readonly (string Kind, float Weight, string[] Titles, string[] Steps)[] Kinds =
    [
        (Feature, 0.5f,
        [
            "Export {things} as {format}", "Show {things} by {dimension} in the {component}", "Filter the {component} by {dimension}",
            "Let {people} {change} {things} {way}", "Notify {people} when {things} {event}", "Import {things} from {source}",
            "Remember the {state} of the {component}", "Keep {things} for {period}, then remove them", "Ask before {things} are deleted in bulk",
            "Group the {component} by {dimension}", "Compare {things} side by side in the {component}", "Subscribe {people} to changes of {things}",
        ],
        [
            "Sketch the {component} and agree on it with {people}", "Add the endpoint for {things}", "Write the migration for {things}",
            "Build the page part in the {component}", "Check permissions of {people}", "Cover {things} with tests through the API",
            "Translate the new texts of the {component}", "Write the guide for {people}", "Measure the {component} with {many} {things}",
            "Show what went wrong when {situation}", "Try it with the keyboard and a screen reader", "Add {things} to the demonstration data",
        ]),
        (Defect, 0.25f,
        [
            "{Component} loses its {state} after {cause}", "{Things} appear twice after {cause}", "{Component} shows {wrong} when {situation}",
            "Totals in the {component} are wrong across {boundary}", "{Things} can't be opened when {situation}",
            "{People} see {things} of other projects in the {component}", "{Component} stays empty after {cause}",
        ],
        [
            "Reproduce it on the test system", "Write a test that fails", "Find the change that brought it in", "Fix it in the {component}",
            "Look for the same mistake around {things}", "Repair the {things} that are already wrong", "Add a line to the release notes",
            "Tell {people} what happened", "Watch the error rate of the {component} for a day",
        ]),
        (Performance, 0.12f,
        [
            "Open the {component} in under {time} with {many} {things}", "Answer the search for {things} in under {time}",
            "Halve the memory that the export of {things} takes", "Load {many} {things} without blocking the {component}",
        ],
        [
            "Measure the {component} with {many} {things}", "Profile the slowest request", "Add an index for {things}", "Load {things} in pages",
            "Keep the {component} responsive while data arrives", "Compare before and after, and note it down", "Add the measurement to the nightly run",
        ]),
        (Upkeep, 0.13f,
        [
            "Move {things} to the new {part}", "Replace the {part} of the {component}", "Write the operating guide for {things}",
            "Remove the old {component} after {period}", "Rehearse restoring {things} from a backup",
        ],
        [
            "List who still uses the old {component}", "Replace the {part}", "Move the existing {things}", "Remove what nobody uses any more",
            "Update the guide for {people}", "Rehearse the way back", "Run both for a week and compare", "Review with the people on call",
        ]),
    ];

    /// <summary>First, second and third sentence of a description.</summary>
    public static readonly string[][] Sentences =
    [
        [
            "{People} lose about an hour a week over this.", "{People} asked for it more than once.",
            "Since the last release the {component} is used every day.", "This came up in the review of the {component}.",
            "Without it {people} keep their own lists of {things}.", "{Things} are looked at every morning, and this gets in the way.",
            "The {component} was built for a hundred {things}; there are {many} now.", "An audit of {things} found this gap.",
        ],
        [
            "It should work for {things} that {event}, too.", "What {people} may not see stays hidden.", "The {component} keeps its {state} meanwhile.",
            "It must not get slower than {time} with {many} {things}.", "Errors name the row and say what to do.",
            "It works in every language that the {component} is translated to.", "Dates follow the time zone of the project.",
            "{Things} that were removed are left alone.",
        ],
        [
            "It is done when {people} can {change} {things} {way}.", "It is done when the nightly run has been green for three days.",
            "It is done when the guide shows it with an example.", "It is done when nothing changes for those who don't use it.",
            "It is done when the {component} shows the right {things}, also when {situation}.", "It is done when it was tried on a phone.",
        ],
    ];

    /// <summary>Why attempts at tasks fail.</summary>
    public static readonly string[] Failures =
    [
        "The build broke: 3 of 418 tests fail.", "The test system could not be reached for ten minutes.", "The migration needs a lock that it did not get.",
        "The review asked for another approach.", "Access to the test data was refused.", "The estimate was too low; stopped after asking.",
        "It depends on a change that is not merged yet.", "The requirement contradicts what the page does today.",
        "The export ran out of memory on the largest project.", "A library that it needs does not support this version.",
    ];
}
