/**
 * Many clients at once, good and bad, for {@code gatehouse serve}: {@link dev.gatehouse.cli.it.load.Speaker} speaks each
 * protocol as it should be spoken, {@link dev.gatehouse.cli.it.load.Mischief} as it should not, and {@link
 * dev.gatehouse.cli.it.load.Watched} tells what the process holds meanwhile.
 */
package dev.gatehouse.cli.it.load;
