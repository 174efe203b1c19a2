/**
 * The one configuration file, {@code gatehouse.yaml}: found by {@link
 * dev.gatehouse.engine.configuration.ConfigurationFile}, read into a {@link
 * dev.gatehouse.engine.configuration.Configuration}. Nothing in it is guessed: a key or a value that nobody knows is an
 * error with file, line and column. docs/configuration.md describes it.
 *
 * <p>Each part of the file has a reader of its own; a new part is a case in {@code ConfigurationReader}.
 */
@NullMarked
package dev.gatehouse.engine.configuration;

import org.jspecify.annotations.NullMarked;
