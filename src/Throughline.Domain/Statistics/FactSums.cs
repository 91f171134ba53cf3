using System.Runtime.InteropServices;
using NodaTime;
using Throughline.Domain.Facts;

namespace Throughline.Domain.Statistics;

/// <summary>What facts add up to.</summary>
/// <param name="Count">Occurrences; 0 for levels.</param>
/// <param name="Amount">In the unit of the series; the delta of a level.</param>
public readonly record struct Sum(long Count, long Amount)
{
    public static Sum operator +(Sum left, Sum right) => new(left.Count + right.Count, left.Amount + right.Amount);

    public static Sum operator -(Sum sum) => new(-sum.Count, -sum.Amount);
}

/// <summary>A second (since 1970, by the facts' effective time) of a series of a project.</summary>
public readonly record struct SecondKey(ProjectId Project, Series Series, long Second);

/// <summary>The sums of some facts by project, series and second: everything that statistics need to know of them.</summary>
/// <param name="withParts">Whether the parts of series are added up too.</param>
public sealed class FactSums(bool withParts = false)
{
    readonly Dictionary<SecondKey, Sum> _bySecond = [];
    readonly Dictionary<PartSecondKey, Sum> _byPart = [];
    readonly List<Effect> _effects = [];
    readonly List<Part> _parts = [];

    public IReadOnlyDictionary<SecondKey, Sum> BySecond => _bySecond;

    public IReadOnlyDictionary<PartSecondKey, Sum> ByPart => _byPart;

    /// <summary>When the newest of the facts was committed.</summary>
    public Instant LastAt { get; private set; }

    /// <exception cref="FoldException">The fact says something impossible. Nothing of it was added.</exception>
    public void Add(Fact fact)
    {
        _effects.Clear();
        Effects.Of(fact.Data, _effects);
        // An amount beyond any input rule is damage; added up, it could no longer be told from the truth.
        foreach (var effect in _effects)
            if (effect.Sum is < -Seconds.Longest or > Seconds.Longest)
                throw new FoldException($"It adds {effect.Sum} to {effect.Series.Name()}.");

        var second = fact.EffectiveAt.ToUnixTimeSeconds();
        foreach (var effect in _effects)
        {
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_bySecond, new(fact.ProjectId, effect.Series, second), out _);
            sum += new Sum(effect.Count, effect.Sum);
            if (withParts)
                AddParts(fact, effect, second);
        }
        LastAt = Instant.Max(LastAt, fact.At);
    }

    void AddParts(Fact fact, Effect effect, long second)
    {
        _parts.Clear();
        Parts.Of(fact, effect.Series, _parts);
        foreach (var part in _parts)
            CollectionsMarshal.GetValueRefOrAddDefault(_byPart, new(fact.ProjectId, part, effect.Series, second), out _) += new Sum(effect.Count, effect.Sum);
    }
}
