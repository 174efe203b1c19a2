/**
 * What is installed and configured here, put together: configuration, approvals, plugins and the lineup that they give.
 * The command, the gateway and programs that embed it all begin here, so that they scan alike.
 */
@NullMarked
package dev.gatehouse.engine.house;

import org.jspecify.annotations.NullMarked;
