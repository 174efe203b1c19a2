/** Reads ClamAV's databases. */
@NullMarked
package dev.gatehouse.signatures.clamav;

import org.jspecify.annotations.NullMarked;
