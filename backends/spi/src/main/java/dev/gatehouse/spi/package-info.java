/**
 * The door between the gate and the guards. The engine opens every file and hands each part that comes out, as a
 * {@link dev.gatehouse.spi.Subject}, to the backends of the lineup; a {@link dev.gatehouse.spi.Backend} answers with a
 * {@link dev.gatehouse.spi.ScanOutcome}.
 *
 * <p>A vendor implements two interfaces. {@link dev.gatehouse.spi.BackendProvider} is found by {@link
 * java.util.ServiceLoader}; it names the backend's type and opens it. {@link dev.gatehouse.spi.Backend} says who it is
 * and scans; it is safe for use by many threads, keeps to the deadline, and never throws because of what a file holds.
 *
 * <p>From version 1 on, methods and types are added and none is changed or taken away. Enums may gain constants, so that
 * a {@code switch} over one needs a {@code default}; records may gain components and then keep the old constructor;
 * {@link dev.gatehouse.spi.ScanOutcome} and {@link dev.gatehouse.spi.Health} keep their cases.
 */
@NullMarked
package dev.gatehouse.spi;

import org.jspecify.annotations.NullMarked;
