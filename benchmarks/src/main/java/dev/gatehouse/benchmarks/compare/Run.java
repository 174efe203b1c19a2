package dev.gatehouse.benchmarks.compare;

/**
 * One run.
 *
 * @param contender who ran
 * @param database with which database
 * @param target over what
 * @param cost what it cost
 */
record Run(Contender contender, Database database, Target target, Cost cost) {}
