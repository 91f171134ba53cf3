using Throughline.Domain.Statistics;

namespace Throughline.Server.Followers.Statistics.Channels;

/// <summary>The figures above a live chart: how many stories come and are done, and how many there are.</summary>
/// <param name="ProducedPerSecond">Stories created in the last five complete seconds, divided by five.</param>
/// <param name="CompletedPerSecond">Stories completed, likewise.</param>
readonly record struct Summary(double ProducedPerSecond, double CompletedPerSecond, long Open, long InProgress, long Done)
{
    public const int Seconds = 5;

    public static readonly SeriesSet Rates = SeriesSet.Of(Series.StoriesCreated, Series.StoriesCompleted);
    public static readonly SeriesSet Levels = SeriesSet.Of(Series.StoriesOpen, Series.StoriesInProgress, Series.StoriesDone);

    /// <param name="rates">Seconds up to the current one.</param>
    /// <param name="levels">Any window that ends now and has the levels.</param>
    public static Summary Of(BucketWindow rates, BucketWindow levels)
    {
        return new(PerSecond(Series.StoriesCreated), PerSecond(Series.StoriesCompleted), levels.Level(Series.StoriesOpen),
            levels.Level(Series.StoriesInProgress), levels.Level(Series.StoriesDone));

        double PerSecond(Series series)
        {
            var sum = 0L;
            for (var i = rates.Points - 1 - Seconds; i < rates.Points - 1; i++)
                sum += rates[rates.Series.IndexOf(series), i].Count;
            return sum / (double)Seconds;
        }
    }
}
