/** Makes input that is as bad for a signature matcher as one who knows its database can make it. */
@NullMarked
package dev.gatehouse.benchmarks.adversarial;

import org.jspecify.annotations.NullMarked;
