using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Live.Feed;

sealed partial record FactPage
{
    const int PagesBeforeSkip = 3;
    static int _pages;

    // One fact, once: the least that has to be noticed.
    static partial void Overlook(int count, ref int at)
    {
        if (Defect.IsMade("skip-live") && at + 1 < count && Interlocked.Increment(ref _pages) == PagesBeforeSkip)
            at++;
    }
}
