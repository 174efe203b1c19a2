/**
 * The conformance kit. A vendor extends {@link dev.gatehouse.tck.BackendConformance} with three methods: the provider,
 * a working configuration, and the {@link dev.gatehouse.tck.Claims} that say what can be tested: an infected sample and
 * the name it is found by, values that must be refused, and how the {@linkplain dev.gatehouse.tck.Peer peer} is stopped
 * and started, if the backend has one. Each inherited test holds one promise of the SPI.
 *
 * <p>Time is measured on machines that are busy with other things, so that a bound in milliseconds is checked on the
 * best of a few tries: a backend that keeps its word shows it at least once, one that does not never does.
 */
@NullMarked
package dev.gatehouse.tck;

import org.jspecify.annotations.NullMarked;
