/**
 * Three nouns: {@code SignatureSources → SignatureDatabase → Matcher}. Sources are read and compiled once; the database
 * is immutable and shared by all threads; a matcher belongs to one thread and is used again for part after part.
 */
@NullMarked
package dev.gatehouse.signatures;

import org.jspecify.annotations.NullMarked;
