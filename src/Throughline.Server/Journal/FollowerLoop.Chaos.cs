using Throughline.Domain;

namespace Throughline.Server.Journal;

sealed partial class FollowerLoop
{
    // Enough facts that some of them count: an edit alone moves no statistic.
    const int FactsOfPage = 6;
    const int PagesBeforeSkip = 2;
    int _pages;

    static partial void Reached(string point) => FaultPoint.Reached(point);

    // One page of each follower, once: the least that has to be noticed.
    partial void SkipPage(ref long cursor, Position last)
    {
        if (Defect.IsMade("skip-page") && last.Value >= cursor + FactsOfPage && ++_pages == PagesBeforeSkip)
            cursor = last.Value - 1;
    }
}
