/** The JMH benchmarks. Scores of those that search are mebibytes a second. */
@NullMarked
package dev.gatehouse.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
