/** The built command, run as its users run it: through the launcher, in processes of its own. */
@NullMarked
package dev.gatehouse.cli.it;

import org.jspecify.annotations.NullMarked;
