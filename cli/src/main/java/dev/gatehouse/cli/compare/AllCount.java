package dev.gatehouse.cli.compare;

/**
 * How often all engines agreed, in files; each file is in one of the first four figures.
 *
 * @param allFound every engine found something
 * @param someFound some found something, and all others nothing in all of it
 * @param noneFound every engine looked at all of it and found nothing
 * @param notComparable some engine did not judge it, or not wholly
 * @param foundAmongNotComparable in how many of the last some engine found something
 * @param failed about how many files some engine gave no answer
 */
public record AllCount(
        long allFound, long someFound, long noneFound, long notComparable, long foundAmongNotComparable, long failed) {

    static final AllCount NONE = new AllCount(0, 0, 0, 0, 0, 0);

    /** These figures with one more file. */
    AllCount with(FileComparison file) {
        int engines = file.answers().size();
        long found = file.count(Standing.FOUND);
        boolean fallsShort = file.fallsShort();
        return new AllCount(
                allFound + (found == engines ? 1 : 0),
                someFound + (!fallsShort && found > 0 && found < engines ? 1 : 0),
                noneFound + (!fallsShort && found == 0 ? 1 : 0),
                notComparable + (fallsShort ? 1 : 0),
                foundAmongNotComparable + (fallsShort && found > 0 ? 1 : 0),
                failed + (file.count(Standing.FAILED) > 0 ? 1 : 0));
    }

    /** How many files there are. */
    public long files() {
        return allFound + someFound + noneFound + notComparable;
    }

    /** About how many files all engines, having judged them, say the same. */
    public long agreed() {
        return allFound + noneFound;
    }

    /** How many files some engine did not judge, or not wholly, and no engine found anything in. */
    public long unsettled() {
        return notComparable - foundAmongNotComparable;
    }

    /** In how many files some engine found something and another did not, for whatever cause. */
    public long differing() {
        return someFound + foundAmongNotComparable;
    }
}
