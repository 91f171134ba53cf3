using Throughline.Domain;

namespace Throughline.Server.Edge.Contracts;

/// <summary>What became of one line of many, in the form of the verb that was asked for.</summary>
interface IResultLine<TSelf> where TSelf : IResultLine<TSelf>
{
    /// <param name="line">The line's number, from 1.</param>
    /// <param name="status">What its HTTP status would be alone.</param>
    /// <param name="detail">Why nothing came of it.</param>
    /// <param name="errors">What is wrong, by field.</param>
    static abstract TSelf Failed(long line, int status, string detail, IReadOnlyDictionary<string, string[]>? errors = null);

    static virtual TSelf Refused(long line, Refusal refusal) =>
        TSelf.Failed(line, Problems.Status(refusal.Kind), refusal.Detail, refusal.Errors);
}
