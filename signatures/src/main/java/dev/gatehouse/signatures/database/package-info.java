/**
 * The compiled database: flat tables that are never changed, read in place by any number of threads. Every reference
 * between them is an index, so that the tables can be written to a file as they are and mapped.
 */
@NullMarked
package dev.gatehouse.signatures.database;

import org.jspecify.annotations.NullMarked;
