/**
 * The operator's socket: one line of JSON asks, one line of JSON answers. Only the user that runs the process, and root,
 * are heard. docs/serve.md describes version 1 of it.
 */
@NullMarked
package dev.gatehouse.gateway.admin;

import org.jspecify.annotations.NullMarked;
