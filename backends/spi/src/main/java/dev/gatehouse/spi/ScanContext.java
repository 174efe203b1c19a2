package dev.gatehouse.spi;

/**
 * The terms of one scan.
 *
 * @param deadline when the answer is due; also ends early when the caller cancels
 * @param allMatches whether every matching signature is wanted; otherwise the first one suffices
 */
public record ScanContext(Deadline deadline, boolean allMatches) {}
