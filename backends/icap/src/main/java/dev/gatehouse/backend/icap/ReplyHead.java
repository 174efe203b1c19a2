package dev.gatehouse.backend.icap;

/**
 * The head of an ICAP answer.
 *
 * @param status its first line
 * @param fields its header
 */
record ReplyHead(StatusLine status, Fields fields) {}
