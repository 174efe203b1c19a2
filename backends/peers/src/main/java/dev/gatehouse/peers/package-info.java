/**
 * The real programs that tests scan with, from Debian's packages, started in a folder of the test's own and ended with
 * it: no service manager, no system configuration, no vendor's database.
 */
@NullMarked
package dev.gatehouse.peers;

import org.jspecify.annotations.NullMarked;
