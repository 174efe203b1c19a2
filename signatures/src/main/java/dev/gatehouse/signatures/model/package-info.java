/**
 * Signatures as data, whatever language they were written in. A {@link dev.gatehouse.signatures.model.Signature} is
 * sealed; readers produce it, the compiler takes it in, and nothing in it knows how it will be matched.
 */
@NullMarked
package dev.gatehouse.signatures.model;

import org.jspecify.annotations.NullMarked;
