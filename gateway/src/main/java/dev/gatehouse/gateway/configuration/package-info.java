/**
 * What {@code gateway:} in {@code gatehouse.yaml} says of the process that serves: its listeners, and the doors for its
 * operator. docs/serve.md describes it.
 */
@NullMarked
package dev.gatehouse.gateway.configuration;

import org.jspecify.annotations.NullMarked;
