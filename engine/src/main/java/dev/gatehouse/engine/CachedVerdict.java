package dev.gatehouse.engine;

/**
 * What came of a part, and what it takes to tell that it would come again.
 *
 * @param report the part and all below it
 * @param parts how many parts came out of it, over all levels
 * @param bytes how many bytes came out of it, over all levels
 * @param height how many levels of parts lie below it
 * @param votes a bit for each backend that counts and found something in it or below
 * @param noteworthy whether there is any finding or reason in it or below
 */
record CachedVerdict(PartReport report, long parts, long bytes, int height, long votes, boolean noteworthy) {}
