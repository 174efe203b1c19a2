package dev.gatehouse.cli.compare;

/**
 * How often two engines agreed, in files. The four first figures are of files that both judged; the last three of files
 * that one of them, or both, did not judge or not wholly.
 *
 * @param first the place of the first engine among the engines
 * @param second the place of the second
 * @param both both found something
 * @param onlyFirst the first found something, and the second nothing in all of it
 * @param onlySecond the second found something, and the first nothing in all of it
 * @param neither both looked at all of it and found nothing
 * @param firstAlone the first found something, and the second fell short
 * @param secondAlone the second found something, and the first fell short
 * @param unsettled nothing was found, and one fell short, or both
 */
public record PairCount(
        int first,
        int second,
        long both,
        long onlyFirst,
        long onlySecond,
        long neither,
        long firstAlone,
        long secondAlone,
        long unsettled) {

    static PairCount none(int first, int second) {
        return new PairCount(first, second, 0, 0, 0, 0, 0, 0, 0);
    }

    /** These figures with one more file. */
    PairCount with(Standing one, Standing other) {
        boolean found = one == Standing.FOUND;
        boolean otherFound = other == Standing.FOUND;
        return new PairCount(
                first,
                second,
                both + (found && otherFound ? 1 : 0),
                onlyFirst + (found && other == Standing.CLEAN ? 1 : 0),
                onlySecond + (otherFound && one == Standing.CLEAN ? 1 : 0),
                neither + (one == Standing.CLEAN && other == Standing.CLEAN ? 1 : 0),
                firstAlone + (found && !other.judged() ? 1 : 0),
                secondAlone + (otherFound && !one.judged() ? 1 : 0),
                unsettled + (!found && !otherFound && !(one.judged() && other.judged()) ? 1 : 0));
    }

    /** Files that cannot be compared, as not both judged them. */
    public long notComparable() {
        return firstAlone + secondAlone + unsettled;
    }
}
