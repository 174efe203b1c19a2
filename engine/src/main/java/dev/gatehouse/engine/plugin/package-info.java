/**
 * Backends that are not part of the house: each jar in a {@code plugins/} folder, and each sub-folder of jars, is one
 * plugin.
 *
 * <p>A plugin sees the JDK, the SPI and its own jars, and nothing else, so that two vendors may bring different versions
 * of one library, and none is broken by a change of the engine's own. Where a plugin came from and the digest of all
 * that it consists of are known before any of its code runs, so that {@linkplain dev.gatehouse.engine.plugin.Admission
 * whoever admits plugins} can refuse what is not pinned. A plugin that cannot be loaded becomes a message and leaves the
 * others alone.
 */
@NullMarked
package dev.gatehouse.engine.plugin;

import org.jspecify.annotations.NullMarked;
